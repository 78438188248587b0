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
import java.util.Objects;
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
    private final Map<String, String> settings;
    private final boolean restless;
    private final Modules modules = Modules.ofThisRun();
    private final StartCaches caches = new StartCaches(modules);
    private final Ports ports = new Ports();
    private final Issuer issuer = Issuer.start();
    private final ServerPark servers;
    private final Map<String, TcpProxy> links = new LinkedHashMap<>();
    private final List<Victim> processes = new ArrayList<>();
    private final Map<String, Integer> managementPorts = new TreeMap<>();
    private final List<Integer> commandPorts = new ArrayList<>();
    private final List<Integer> queryPorts = new ArrayList<>();
    private final ScheduledExecutorService supervisor = Executors.newScheduledThreadPool(4);

    /**
     * What it is made of.
     *
     * @param replicas of each deployable
     * @param plant what is broken on purpose, null for nothing
     * @param settings of every deployable, beside the addresses of the servers
     * @param restless whether processes will be started again and again, which makes start caches worth their while
     */
    public record Plan(int replicas, @Nullable Plant plant, Map<String, String> settings, boolean restless) {}

    /** @param folder for data and logs */
    public World(Path folder, Plan plan, Progress progress) {
        this.folder = folder;
        this.replicas = plan.replicas();
        this.plant = plan.plant();
        this.settings = plan.settings();
        this.restless = plan.restless();
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
        if (restless) {
            makeMissingCaches(database);
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

    private void makeMissingCaches(Database database) {
        for (Deployable deployable : Deployable.values()) {
            if (caches.isMissing(deployable)) {
                progress.say("the first run of this build: " + deployable.title() + " learns to start faster");
                caches.make(
                        deployable,
                        flags -> DeployableProcess.start(plan(
                                deployable,
                                deployable.title() + "-1",
                                1,
                                database,
                                modules.classPath(deployable),
                                flags)));
            }
        }
    }

    private Victim victim(Deployable deployable, int number, Database database, Path presets) {
        String name = deployable.title() + "-" + number;
        DeployableProcess.Plan plan =
                plan(deployable, name, number, database, classPath(deployable, presets), flags(deployable));
        managementPorts.put(name, plan.managementPort());
        if (deployable == Deployable.COMMAND_SIDE) {
            commandPorts.add(plan.port());
        } else if (deployable == Deployable.QUERY_SIDE) {
            queryPorts.add(plan.port());
        }
        return new Victim(name, () -> started(plan), progress);
    }

    private List<String> flags(Deployable deployable) {
        return restless ? caches.flags(deployable) : List.of();
    }

    private DeployableProcess.Plan plan(
            Deployable deployable, String name, int number, Database database, String classPath, List<String> flags) {
        return new DeployableProcess.Plan(
                deployable,
                name,
                Stream.concat(FLAGS.stream(), flags.stream()).toList(),
                classPath,
                settings(deployable, name, number, database),
                ports.next(),
                ports.next(),
                folder);
    }

    /** What is ours comes last: a start cache is for a class path that begins as the one it was made with. */
    private String classPath(Deployable deployable, Path presets) {
        List<String> parts = new ArrayList<>();
        parts.add(modules.classPath(deployable));
        if (deployable == Deployable.COMMAND_SIDE) {
            parts.add(presets.toString());
        }
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
        Map<String, String> all =
                new TreeMap<>(new Addresses(linkedDatabase, broker, redis, linkedBucket, issuer).settings());
        all.putAll(settings);
        if (deployable == Deployable.GPU_ADAPTER) {
            ServerPark.Gpu gpu = servers.gpus().get(number - 1);
            all.put("atelier.comfyui.url", "http://127.0.0.1:" + link(name, gpu.name(), gpu.port()));
            all.put("atelier.gpu.worker", name);
        }
        if (plant != null && plant.growsIn(deployable)) {
            all.put(Plant.SETTING, plant.word());
        }
        return all;
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

    /** A deployable that runs. */
    public record Running(String name, long pid, int managementPort) {}

    /** All deployables, as they run now. */
    public List<Running> running() {
        return processes.stream()
                .map(process -> new Running(
                        process.name(),
                        process.pids().getFirst(),
                        Objects.requireNonNull(managementPorts.get(process.name()))))
                .toList();
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
