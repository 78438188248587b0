package dev.atelier.allinone;

import dev.atelier.emulators.comfyui.ComfyUiEmulator;
import dev.atelier.servers.EmbeddedBroker;
import dev.atelier.servers.ObjectStore;
import dev.atelier.servers.PostgresServer;
import dev.atelier.servers.RedisServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The servers that the deployables need: the real one where the environment names it ({@code POSTGRES_URL},
 * {@code RABBITMQ_URI}, {@code REDIS_URL}, {@code S3_ENDPOINT}, {@code COMFYUI_URL}), an embedded one otherwise.
 */
final class Servers implements AutoCloseable {
    private static final String BUCKET = "atelier";
    static final String DATABASE = "atelier";

    private final LocalFolder folder;
    private final Map<String, String> environment;
    private final Progress progress;
    private final Map<String, String> settings = Collections.synchronizedMap(new TreeMap<>());
    private final List<AutoCloseable> started = Collections.synchronizedList(new ArrayList<>());

    private Servers(LocalFolder folder, Map<String, String> environment, Progress progress) {
        this.folder = folder;
        this.environment = environment;
        this.progress = progress;
    }

    static Servers start(LocalFolder folder, Map<String, String> environment, Progress progress) {
        Servers servers = new Servers(folder, environment, progress);
        try (ExecutorService executor = Executors.newFixedThreadPool(3, Servers::daemon)) {
            List<CompletableFuture<Void>> all = List.of(
                    CompletableFuture.runAsync(servers::startPostgres, executor),
                    CompletableFuture.runAsync(servers::startBroker, executor),
                    CompletableFuture.runAsync(servers::startRedis, executor),
                    CompletableFuture.runAsync(servers::startObjectStore, executor),
                    CompletableFuture.runAsync(servers::startComfyUi, executor));
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
        servers.settings.put("atelier.identity.key", folder.secret("identity-key"));
        servers.sealTheLog();
        return servers;
    }

    /** The settings that tell every deployable where the servers are. */
    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    @Override
    public void close() {
        List<AutoCloseable> reversed = new ArrayList<>(started).reversed();
        reversed.parallelStream().forEach(server -> {
            try {
                server.close();
            } catch (Exception e) {
                progress.say("  a server did not stop: " + e.getMessage());
            }
        });
    }

    private void startPostgres() {
        String url = environment.get("POSTGRES_URL");
        if (url != null) {
            PostgresUrl postgres = PostgresUrl.parse(url);
            database(postgres.jdbcUrl(), postgres.user(), postgres.password());
            return;
        }
        PostgresServer server = started("PostgreSQL", () -> PostgresServer.start(folder.of("postgres")));
        database(server.createDatabase(DATABASE), server.user(), server.password());
    }

    private void database(String jdbcUrl, String user, String password) {
        for (String owner : List.of("log", "saga")) {
            settings.put("atelier." + owner + ".jdbc-url", jdbcUrl);
            settings.put("atelier." + owner + ".user", user);
            settings.put("atelier." + owner + ".password", password);
        }
    }

    /** Key and newest head are files, so that whoever rules the database alone cannot make a history that fits them. */
    private void sealTheLog() {
        String key = environment.get("SEAL_KEY_FILE");
        settings.put(
                "atelier.seal.key-file", key != null ? key : folder.signingKey().toString());
        settings.put(
                "atelier.seal.head-file",
                environment.getOrDefault("SEAL_HEAD_FILE", folder.head().path().toString()));
    }

    private void startBroker() {
        String uri = environment.get("RABBITMQ_URI");
        if (uri != null) {
            settings.put("atelier.broker.uri", uri);
            return;
        }
        EmbeddedBroker broker = started("AMQP broker", () -> EmbeddedBroker.start(folder.of("broker")));
        settings.put("atelier.broker.uri", broker.uri());
        settings.put("atelier.broker.kind", "qpid");
    }

    private void startRedis() {
        String url = environment.get("REDIS_URL");
        settings.put(
                "atelier.redis.url",
                url != null
                        ? url
                        : started("Redis", () -> RedisServer.start(folder.of("redis")))
                                .uri());
    }

    private void startObjectStore() {
        if (environment.containsKey("S3_ENDPOINT")) {
            settings.put("atelier.s3.endpoint", environment.get("S3_ENDPOINT"));
            settings.put(
                    "atelier.s3.public-endpoint",
                    environment.getOrDefault("S3_PUBLIC_ENDPOINT", environment.get("S3_ENDPOINT")));
            settings.put("atelier.s3.region", environment.getOrDefault("S3_REGION", "us-east-1"));
            settings.put("atelier.s3.access-key", environment.getOrDefault("S3_ACCESS_KEY", ""));
            settings.put("atelier.s3.secret-key", environment.getOrDefault("S3_SECRET_KEY", ""));
            settings.put("atelier.s3.bucket", environment.getOrDefault("S3_BUCKET", BUCKET));
            return;
        }
        ObjectStore store = started("S3", () -> ObjectStore.start(folder.of("s3")));
        store.createBucket(BUCKET);
        settings.put("atelier.s3.endpoint", store.endpoint().toString());
        settings.put("atelier.s3.public-endpoint", store.endpoint().toString());
        settings.put("atelier.s3.region", store.region());
        settings.put("atelier.s3.access-key", store.accessKey());
        settings.put("atelier.s3.secret-key", store.secretKey());
        settings.put("atelier.s3.bucket", BUCKET);
    }

    private void startComfyUi() {
        String url = environment.get("COMFYUI_URL");
        settings.put(
                "atelier.comfyui.url",
                url != null
                        ? url
                        : started("ComfyUI emulator", () -> ComfyUiEmulator.start(folder.of("comfyui")))
                                .baseUrl()
                                .toString());
    }

    private <S extends AutoCloseable> S started(String name, java.util.function.Supplier<S> starter) {
        S server = progress.step(name, starter);
        started.add(server);
        return server;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "start-servers");
        thread.setDaemon(true);
        return thread;
    }
}
