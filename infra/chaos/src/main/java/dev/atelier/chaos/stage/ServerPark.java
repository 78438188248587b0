package dev.atelier.chaos.stage;

import dev.atelier.bench.report.Progress;
import dev.atelier.bench.stage.Bucket;
import dev.atelier.bench.stage.Database;
import dev.atelier.bench.stage.JavaProcess;
import dev.atelier.servers.PostgresServer;
import dev.atelier.servers.RabbitMqServer;
import dev.atelier.servers.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The servers, each a process of its own that comes back on the same port and data. */
final class ServerPark {
    static final String POSTGRES = "postgres";
    static final String RABBIT = "rabbitmq";
    static final String REDIS = "redis";
    static final String S3 = "s3";
    static final String COMFYUI = "comfyui-";

    private static final String BUCKET = "atelier";
    private static final List<String> FLAGS = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.springframework.boot.logging.LoggingSystem=none");

    /** A GPU server's ports. */
    record Gpu(String name, int port, int controlPort) {}

    private final Path folder;
    private final Progress progress;
    private final List<Victim> victims = new ArrayList<>();
    private final List<Gpu> gpus = new ArrayList<>();
    private volatile @Nullable PostgresServer postgres;
    private volatile @Nullable RabbitMqServer rabbit;
    private volatile @Nullable RedisServer redis;
    private volatile @Nullable Bucket bucket;

    ServerPark(Path folder, Ports ports, int gpuServers, Progress progress) {
        this.folder = folder;
        this.progress = progress;
        add(POSTGRES, this::startPostgres);
        add(RABBIT, this::startRabbit);
        add(REDIS, this::startRedis);
        add(S3, this::startObjects);
        for (int number = 1; number <= gpuServers; number++) {
            Gpu gpu = new Gpu(COMFYUI + number, ports.next(), ports.next());
            gpus.add(gpu);
            add(gpu.name(), () -> startGpu(gpu));
        }
    }

    private void add(String name, Supplier<Life> starter) {
        victims.add(new Victim(name, starter, progress));
    }

    /** All at once. */
    void start() {
        CompletableFuture.allOf(victims.stream()
                        .map(victim -> CompletableFuture.runAsync(victim::start))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    List<Victim> victims() {
        return victims;
    }

    List<Gpu> gpus() {
        return gpus;
    }

    private record ServerLife(List<Long> pids, AutoCloseable server) implements Life {
        @Override
        public boolean isAlive() {
            return pids.stream().allMatch(pid -> ProcessHandle.of(pid).isPresent());
        }

        @Override
        public void end() {
            try {
                server.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A program of ours as a process. */
    record ProcessLife(JavaProcess process) implements Life {
        @Override
        public List<Long> pids() {
            return List.of(process.pid());
        }

        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public void end() {
            process.close();
        }
    }

    private Life startPostgres() {
        Path data = folder.resolve(POSTGRES);
        PostgresServer server = PostgresServer.fromInstalledPrograms(data).orElseGet(() -> PostgresServer.start(data));
        postgres = server;
        return new ServerLife(List.of(server.pid()), server);
    }

    private Life startRabbit() {
        RabbitMqServer server = RabbitMqServer.fromInstalledPrograms(folder.resolve(RABBIT))
                .orElseThrow(() -> new IllegalStateException("a real broker is needed: install rabbitmq-server"));
        rabbit = server;
        return new ServerLife(server.pids(), server);
    }

    private Life startRedis() {
        RedisServer server = RedisServer.start(folder.resolve(REDIS));
        redis = server;
        return new ServerLife(List.of(server.pid()), server);
    }

    private Life startObjects() {
        JavaProcess process =
                start(S3, ObjectStoreProcess.class, List.of(folder.resolve(S3).toString(), BUCKET));
        String[] words = firstLine(process).split(" ");
        bucket = new Bucket(URI.create(words[0]), words[1], BUCKET, words[2], words[3]);
        return new ProcessLife(process);
    }

    private Life startGpu(Gpu gpu) {
        JavaProcess process = start(
                gpu.name(),
                ComfyUiProcess.class,
                List.of(
                        Integer.toString(gpu.port()),
                        Integer.toString(gpu.controlPort()),
                        folder.resolve(gpu.name()).toString()));
        firstLine(process);
        return new ProcessLife(process);
    }

    private JavaProcess start(String name, Class<?> main, List<String> arguments) {
        return JavaProcess.startTalking(new JavaProcess.Plan(
                name,
                FLAGS,
                System.getProperty("java.class.path"),
                main.getName(),
                arguments,
                Map.of(),
                folder.resolve(name + ".log")));
    }

    private static String firstLine(JavaProcess process) {
        try {
            String line = process.output().readLine();
            if (line == null) {
                throw new IllegalStateException(process.name() + " did not start:\n" + process.endOfLog());
            }
            return line;
        } catch (IOException e) {
            throw new IllegalStateException(process.name() + " did not start", e);
        }
    }

    PostgresServer postgres() {
        return Objects.requireNonNull(postgres);
    }

    RabbitMqServer rabbit() {
        return Objects.requireNonNull(rabbit);
    }

    RedisServer redis() {
        return Objects.requireNonNull(redis);
    }

    Bucket bucket() {
        return Objects.requireNonNull(bucket);
    }

    Database database() {
        return Database.on(postgres(), "atelier");
    }
}
