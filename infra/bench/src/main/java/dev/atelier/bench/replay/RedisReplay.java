package dev.atelier.bench.replay;

import dev.atelier.bench.http.HttpConnection;
import dev.atelier.bench.http.HttpRequest;
import dev.atelier.bench.report.Results;
import dev.atelier.servers.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The read models built again from the first event: Redis is wiped under a running query side, which notices and
 * rebuilds by itself. From the wipe until the queue, which needs every event, can be read again.
 */
public final class RedisReplay {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration NOTICE = Duration.ofSeconds(10);
    private static final long LOOK_AGAIN_NANOS = 2_000_000;

    private final RedisServer redis;
    private final HttpConnection connection;
    private final byte[] request;

    private RedisReplay(RedisServer redis, HttpConnection connection, byte[] request) {
        this.redis = redis;
        this.connection = connection;
        this.request = request;
    }

    /** Waits for a query side that has just started to be complete. */
    public static void awaitComplete(int queryPort, String token) {
        try (HttpConnection connection = new HttpConnection(queryPort)) {
            await(connection, HttpRequest.get("/api/queue", token, ""), true, PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Figure {@code NAME}, in events per second. */
    public static void measure(
            RedisServer redis, int queryPort, String token, long events, String name, Results results) {
        try (HttpConnection connection = new HttpConnection(queryPort)) {
            double seconds = new RedisReplay(redis, connection, HttpRequest.get("/api/queue", token, "")).rebuild();
            results.rate(name, events, seconds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double rebuild() throws IOException {
        long begin = System.nanoTime();
        wipe();
        await(connection, request, false, NOTICE);
        await(connection, request, true, PATIENCE);
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void await(HttpConnection connection, byte[] request, boolean complete, Duration limit)
            throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        while (connection.send(request).isGood() != complete) {
            if (System.nanoTime() > end) {
                throw new IOException(complete ? "the read models were not complete in time" : "nobody missed Redis");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** Two commands of the protocol; a client library would be a lot for that. */
    private void wipe() throws IOException {
        wipe(redis);
    }

    public static void wipe(RedisServer redis) throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral(redis.host()), redis.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("AUTH " + redis.password() + "\r\nFLUSHALL\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String expected = "+OK\r\n+OK\r\n";
            String answer = new String(in.readNBytes(expected.length()), StandardCharsets.US_ASCII);
            if (!answer.equals(expected)) {
                throw new IOException("Redis was not wiped: " + answer);
            }
        }
    }
}
