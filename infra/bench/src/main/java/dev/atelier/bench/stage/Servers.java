package dev.atelier.bench.stage;

import dev.atelier.bench.report.Progress;
import dev.atelier.servers.ObjectStore;
import dev.atelier.servers.PostgresServer;
import dev.atelier.servers.RabbitMqServer;
import dev.atelier.servers.RedisServer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Private servers, each started when it is first asked for: the machine's PostgreSQL (else the one that comes along),
 * RabbitMQ and Redis, and S3 in this JVM. PostgreSQL keeps what it acknowledged: fsync and synchronous_commit are on.
 */
public final class Servers implements AutoCloseable {
    public static final String BUCKET = "atelier";

    private final Path folder;
    private final Progress progress;
    private @Nullable PostgresServer postgres;
    private @Nullable RabbitMqServer rabbit;
    private @Nullable RedisServer redis;
    private @Nullable ObjectStore objects;

    public Servers(Path folder, Progress progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /** Starts all of them at once. */
    public void startAll() {
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(this::postgres),
                        CompletableFuture.runAsync(this::rabbit),
                        CompletableFuture.runAsync(this::redis),
                        CompletableFuture.runAsync(this::objects))
                .join();
    }

    public PostgresServer postgres() {
        synchronized (Lock.POSTGRES) {
            if (postgres == null) {
                postgres = started("PostgreSQL", () -> startPostgres());
            }
            return postgres;
        }
    }

    private PostgresServer startPostgres() {
        Path data = folder.resolve("postgres");
        return PostgresServer.fromInstalledPrograms(data).orElseGet(() -> PostgresServer.start(data));
    }

    public RabbitMqServer rabbit() {
        synchronized (Lock.RABBIT) {
            if (rabbit == null) {
                rabbit = started(
                        "RabbitMQ",
                        () -> RabbitMqServer.fromInstalledPrograms(folder.resolve("rabbit"))
                                .orElseThrow(() -> new IllegalStateException(
                                        "the benchmark needs a real broker: install rabbitmq-server")));
            }
            return rabbit;
        }
    }

    public RedisServer redis() {
        synchronized (Lock.REDIS) {
            if (redis == null) {
                redis = started("Redis", () -> RedisServer.start(folder.resolve("redis")));
            }
            return redis;
        }
    }

    public ObjectStore objects() {
        synchronized (Lock.OBJECTS) {
            if (objects == null) {
                objects = started("S3", () -> ObjectStore.start(folder.resolve("s3")));
                objects.createBucket(BUCKET);
            }
            return objects;
        }
    }

    /** The bucket as a folder of this machine: the object {@code key} is the file {@code key} in it. */
    public Path bucketFolder() {
        return folder.resolve("s3").resolve("objects").resolve(BUCKET);
    }

    /** Kills PostgreSQL as a power cut would, and starts it again on what it had written. */
    public void crashPostgres() {
        PostgresServer running = postgres();
        ProcessHandle.of(running.pid()).ifPresent(ProcessHandle::destroyForcibly);
        running.close();
        synchronized (Lock.POSTGRES) {
            postgres = null;
        }
        postgres();
    }

    private <S> S started(String name, Supplier<S> start) {
        long begin = System.nanoTime();
        S server = start.get();
        progress.say("%s is up after %.1f s".formatted(name, (System.nanoTime() - begin) / 1e9));
        return Objects.requireNonNull(server);
    }

    @Override
    public void close() {
        CompletableFuture.allOf(stop(objects), stop(redis), stop(rabbit), stop(postgres))
                .join();
    }

    private static CompletableFuture<Void> stop(@Nullable AutoCloseable server) {
        return CompletableFuture.runAsync(() -> {
            try {
                if (server != null) {
                    server.close();
                }
            } catch (Exception e) {
                System.err.println("a server did not stop: " + e.getMessage());
            }
        });
    }

    /** One for each server, so that they start beside each other. */
    private enum Lock {
        POSTGRES,
        RABBIT,
        REDIS,
        OBJECTS
    }
}
