package dev.atelier.chaos.stage;

import dev.atelier.bench.report.Progress;
import dev.atelier.bench.stage.Addresses;
import dev.atelier.bench.stage.Bucket;
import dev.atelier.bench.stage.Database;
import dev.atelier.bench.stage.Deployable;
import dev.atelier.bench.stage.DeployableProcess;
import dev.atelier.bench.stage.Issuer;
import dev.atelier.bench.stage.JavaProcess;
import dev.atelier.bench.stage.Modules;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that runs: real servers, replicas of every deployable, each adapter with a GPU server of its own, and a link
 * of its own from each process to each server that it talks to.
 */
public final class World implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(3);
    private static final long SUPERVISE_MILLIS = 500;
    /** Compiled once and lightly: nothing is measured here, and most processes live for a minute only. */
    private static final List<String> FLAGS = Stream.concat(
                    Modules.FLAGS.stream(), Stream.of("-XX:TieredStopAtLevel=1"))
            .toList();

    private final Path folder;
    private final int replicas;
    private final Progress progress;
    private final @Nullable Plant plant;
    private final Modules modules = Modules.ofThisRun();
    private final Ports ports = new Ports();
    private final Issuer issuer = Issuer.start();
    private final ServerPark servers;
    private final Map<String, TcpProxy> links = new LinkedHashMap<>();
    private final List<Victim> processes = new ArrayList<>();
    private final List<Integer> commandPorts = new ArrayList<>();
    private final List<Integer> queryPorts = new ArrayList<>();
    private final ScheduledExecutorService supervisor = Executors.newScheduledThreadPool(4);

    /**
     * @param folder for data and logs
     * @param replicas of each deployable
     * @param plant what is broken on purpose, null for nothing
     */
    public World(Path folder, int replicas, @Nullable Plant plant, Progress progress) {
        this.folder = folder;
        this.replicas = replicas;
        this.plant = plant;
        this.progress = progress;
        servers = new ServerPark(folder, ports, replicas, progress);
    }

    /** Returns when everything is ready. */
    public void start() {
        servers.start();
        progress.say("the servers are up");
        Database database = servers.database();
        Path presets = Orders.writeTo(folder.resolve("operator"));
        for (Deployable deployable : Deployable.values()) {
            for (int number = 1; number <= replicas; number++) {
                processes.add(victim(deployable, number, database, presets));
            }
        }
        // The first one brings the log's schema.
        processes.getFirst().start();
        CompletableFuture.allOf(processes.stream()
                        .skip(1)
                        .map(process -> CompletableFuture.runAsync(process::start))
                        .toArray(CompletableFuture[]::new))
                .join();
        progress.say("%d deployables are ready".formatted(processes.size()));
        victims()
                .forEach(victim -> supervisor.scheduleWithFixedDelay(
                        victim::supervise, SUPERVISE_MILLIS, SUPERVISE_MILLIS, TimeUnit.MILLISECONDS));
    }

    private Victim victim(Deployable deployable, int number, Database database, Path presets) {
        String name = deployable.title() + "-" + number;
        int port = ports.next();
        if (deployable == Deployable.COMMAND_SIDE) {
            commandPorts.add(port);
        } else if (deployable == Deployable.QUERY_SIDE) {
            queryPorts.add(port);
        }
        DeployableProcess.Plan plan = new DeployableProcess.Plan(
                deployable,
                name,
                FLAGS,
                classPath(deployable, presets),
                settings(deployable, name, number, database),
                port,
                ports.next(),
                folder);
        return new Victim(name, () -> started(plan), progress);
    }

    private String classPath(Deployable deployable, Path presets) {
        List<String> parts = new ArrayList<>();
        if (deployable == Deployable.COMMAND_SIDE) {
            parts.add(presets.toString());
        }
        parts.add(modules.classPath(deployable));
        if (plant != null && plant.growsIn(deployable)) {
            parts.add(Path.of(URI.create(World.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toString()))
                    .toString());
        }
        return String.join(File.pathSeparator, parts);
    }

    private static Life started(DeployableProcess.Plan plan) {
        DeployableProcess process = DeployableProcess.start(plan);
        try {
            process.awaitReady(READY);
        } catch (IllegalStateException e) {
            process.close();
            throw e;
        }
        return new DeployableLife(process);
    }

    private record DeployableLife(DeployableProcess process) implements Life {
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

    /** Addresses by links of its own, and short delays: what takes minutes in production takes seconds here. */
    private Map<String, String> settings(Deployable deployable, String name, int number, Database database) {
        int postgres = servers.postgres().port();
        Database linkedDatabase = new Database(
                moved(database.jdbcUrl(), postgres, link(name, ServerPark.POSTGRES, postgres)),
                database.user(),
                database.password());
        int rabbit = servers.rabbit().port();
        String broker = moved(servers.rabbit().uri(), rabbit, link(name, ServerPark.RABBIT, rabbit));
        int redisPort = servers.redis().port();
        String redis = moved(servers.redis().uri(), redisPort, link(name, ServerPark.REDIS, redisPort));
        Bucket bucket = servers.bucket();
        int s3 = bucket.endpoint().getPort();
        Bucket linkedBucket = bucket.at(URI.create("http://127.0.0.1:" + link(name, ServerPark.S3, s3)));
        Map<String, String> settings =
                new TreeMap<>(new Addresses(linkedDatabase, broker, redis, linkedBucket, issuer).settings());
        settings.putAll(ShortDelays.SETTINGS);
        if (deployable == Deployable.GPU_ADAPTER) {
            ServerPark.Gpu gpu = servers.gpus().get(number - 1);
            settings.put("atelier.comfyui.url", "http://127.0.0.1:" + link(name, gpu.name(), gpu.port()));
            settings.put("atelier.gpu.worker", name);
        }
        if (plant != null && plant.growsIn(deployable)) {
            settings.put(Plant.SETTING, plant.word());
        }
        return settings;
    }

    private int link(String process, String server, int port) {
        return links.computeIfAbsent(process + "/" + server, name -> TcpProxy.to(port))
                .port();
    }

    private static String moved(String address, int from, int to) {
        return address.replace(":" + from + "/", ":" + to + "/").replaceAll(":" + from + "$", ":" + to);
    }

    /** Everything that can be killed, frozen and restarted. */
    public List<Victim> victims() {
        return Stream.concat(servers.victims().stream(), processes.stream()).toList();
    }

    /** By names such as {@code command-side-1/postgres}. */
    public Map<String, TcpProxy> links() {
        return links;
    }

    /** The control ports of the GPU servers, by their names. */
    public Map<String, Integer> gpuControls() {
        Map<String, Integer> controls = new LinkedHashMap<>();
        servers.gpus().forEach(gpu -> controls.put(gpu.name(), gpu.controlPort()));
        return controls;
    }

    /** Of Redis itself, without a link. */
    public int redisPort() {
        return servers.redis().port();
    }

    public String redisPassword() {
        return servers.redis().password();
    }

    /** Of the log itself, without a link. */
    public Database database() {
        return servers.database();
    }

    public Issuer issuer() {
        return issuer;
    }

    /** Of the replicas of the command side. */
    public List<Integer> commandPorts() {
        return commandPorts;
    }

    /** Of the replicas of the query side. */
    public List<Integer> queryPorts() {
        return queryPorts;
    }

    /** Ends all of it, deployables first. */
    @Override
    public void close() {
        supervisor.shutdownNow();
        processes.parallelStream().forEach(Victim::end);
        servers.victims().parallelStream().forEach(Victim::end);
        JavaProcess.closeAll();
        links.values().forEach(TcpProxy::close);
        issuer.close();
    }
}
