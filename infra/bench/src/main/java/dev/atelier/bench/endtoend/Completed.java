package dev.atelier.bench.endtoend;

import dev.atelier.bench.http.HttpConnection;
import dev.atelier.bench.http.HttpRequest;
import dev.atelier.bench.stage.Preset;
import dev.atelier.wire.WireJson;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** How many jobs of the bench's pool have succeeded, as the read model says it on {@code GET /api/queue}. */
final class Completed implements AutoCloseable {
    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    private final HttpConnection connection;
    private final byte[] request;

    Completed(int queryPort, String token) {
        connection = new HttpConnection(queryPort);
        request = HttpRequest.get("/api/queue", token, "");
    }

    /** Of the last hour; a run is shorter. */
    long count() throws IOException {
        JsonNode answer = WireJson.mapper().readTree(connection.send(request).body());
        for (JsonNode pool : answer.path("pools")) {
            if (pool.path("pool").asString().equals(Preset.POOL)) {
                return pool.path("completedLastHour").asLong();
            }
        }
        return 0;
    }

    /** Returns how many there are when it is at least {@code wanted}, or when the time is up. */
    long await(long wanted, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        long count = count();
        while (count < wanted && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            count = count();
        }
        return count;
    }

    @Override
    public void close() {
        connection.close();
    }
}
