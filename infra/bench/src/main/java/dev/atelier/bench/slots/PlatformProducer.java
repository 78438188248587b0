package dev.atelier.bench.slots;

import dev.atelier.bench.http.HttpRequest;
import dev.atelier.bench.http.Load;
import dev.atelier.bench.http.StatusPart;
import dev.atelier.bench.report.Progress;
import dev.atelier.bench.stage.Addresses;
import dev.atelier.bench.stage.Bucket;
import dev.atelier.bench.stage.Database;
import dev.atelier.bench.stage.Deployable;
import dev.atelier.bench.stage.Issuer;
import dev.atelier.bench.stage.JavaProcess;
import dev.atelier.bench.stage.Modules;
import dev.atelier.bench.stage.People;
import dev.atelier.bench.stage.Platform;
import dev.atelier.bench.stage.Preset;
import dev.atelier.bench.stage.Servers;
import dev.atelier.servers.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The submitting side of the slot {@code platform}: starts the deployables on the given servers, then talks HTTP. */
final class PlatformProducer implements AutoCloseable {
    private static final Duration HELLO_PATIENCE = Duration.ofSeconds(50);
    private static final int PEOPLE = 1_000;

    private final Database database = SlotServers.database();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private @Nullable Submissions submissions;
    private @Nullable Platform platform;
    private @Nullable CompletableFuture<Void> started;

    Map<String, Object> answer(String op, JsonNode request) throws IOException {
        return switch (op) {
            case "hello" -> {
                begin();
                yield hello();
            }
            case "setup" -> {
                Objects.requireNonNull(started, "hello comes first").join();
                yield Map.of();
            }
            case "enqueue" ->
                submissions()
                        .enqueue(
                                request.path("prefix").asString(),
                                request.path("concurrency").asInt(),
                                request.path("seconds").asDouble(),
                                request.path("max").asLong(),
                                request.path("file").asString());
            case "paced" ->
                submissions()
                        .paced(
                                request.path("prefix").asString(),
                                request.path("rate").asInt(),
                                request.path("seconds").asDouble(),
                                request.path("file").asString());
            case "status" ->
                status(
                        request.path("concurrency").asInt(),
                        request.path("seconds").asDouble(),
                        Files.readAllLines(Path.of(request.path("ids").asString())));
            case "counts" -> counts();
            default -> throw new IllegalArgumentException("unknown: " + op);
        };
    }

    /** Each request has one minute, which may be short for four cold processes: so the first one waits for them, too. */
    private void begin() {
        CompletableFuture<Void> start = CompletableFuture.runAsync(this::start);
        started = start;
        try {
            start.get(HELLO_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // told by the set-up, which waits on
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Map<String, Object> hello() {
        return Map.of(
                "version", "0.1.0",
                "runtime", "JDK " + Runtime.version(),
                "store", "PostgreSQL (log), Redis (read models), RabbitMQ (quorum queues)",
                "settings",
                        "four processes with default settings; HTTP with JWT, " + PEOPLE + " accounts, idempotency"
                                + " keys; results are hard links to one object in S3",
                "statusApi", "library");
    }

    private void start() {
        Path folder = SlotState.folder(database);
        Issuer issuer = Issuer.start();
        parts.push(issuer);
        ObjectStore objects = ObjectStore.start(folder.resolve("s3"));
        parts.push(objects);
        objects.createBucket(Servers.BUCKET);
        Map<String, String> settings = new Addresses(
                        database,
                        SlotServers.brokerUri(),
                        SlotServers.redisUrl(),
                        Bucket.in(objects, Servers.BUCKET),
                        issuer)
                .settings();
        Platform ready = Platform.start(
                new Platform.Plan(
                        Modules.ofThisRun(),
                        settings,
                        Preset.writeTo(folder.resolve("operator")),
                        folder,
                        deployable -> Modules.FLAGS),
                new Progress(),
                Deployable.values());
        parts.push(ready);
        platform = ready;
        People people = People.register(issuer, ready.port(Deployable.COMMAND_SIDE), PEOPLE);
        submissions = new Submissions(ready.port(Deployable.COMMAND_SIDE), people);
        Path bucket = folder.resolve("s3").resolve("objects").resolve(Servers.BUCKET);
        SlotState.write(
                database,
                new SlotState(ready.port(Deployable.QUERY_SIDE), people.tokens(), settings, bucket.toString()));
    }

    private Submissions submissions() {
        return Objects.requireNonNull(submissions, "setup comes first");
    }

    private Map<String, Object> status(int concurrency, double seconds, List<String> ids) {
        List<byte[]> requests = ids.stream()
                .map(id -> HttpRequest.get(
                        "/api/jobs/" + id, submissions().byId(id).owner().token(), ""))
                .toList();
        int port = Objects.requireNonNull(platform, "setup comes first").port(Deployable.QUERY_SIDE);
        Load.Outcome outcome = Load.run(
                port,
                concurrency,
                Duration.ofNanos((long) (seconds * 1e9)),
                Long.MAX_VALUE,
                (connection, number) ->
                        StatusPart.saysSucceeded(connection.send(requests.get(number % requests.size()))));
        return Map.of(
                "reads", outcome.done() + outcome.failed(), "completed", outcome.done(), "seconds", outcome.seconds());
    }

    /** What the log, which is the store, has. */
    private Map<String, Object> counts() {
        String sql =
                "select count(*) filter (where name = 'job-created'), count(*) filter (where name = 'job-succeeded')"
                        + " from event";
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return Map.of("completed", row.getLong(2), "pending", row.getLong(1) - row.getLong(2));
        } catch (SQLException e) {
            throw new IllegalStateException("the log cannot be asked", e);
        }
    }

    @Override
    public void close() {
        JavaProcess.closeAll();
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.err.println("a part did not stop: " + e);
            }
        }
        SlotState.remove(database);
    }
}
