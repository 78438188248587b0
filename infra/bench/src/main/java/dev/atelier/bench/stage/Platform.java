package dev.atelier.bench.stage;

import dev.atelier.bench.report.Progress;
import dev.atelier.servers.FreePort;
import dev.atelier.wire.WireJson;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Deployables as processes of their own, with default security, limits and metrics. */
public final class Platform implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);
    private static final long LOOK_AGAIN_NANOS = 50_000_000;

    /**
     * What they are started with.
     *
     * @param settings where servers and issuer are; nothing else
     * @param presets a folder with {@code presets/*.json} that stands on the command side's class path
     * @param logs where each process writes its log
     * @param flags of the JVM
     */
    public record Plan(Modules modules, Map<String, String> settings, Path presets, Path logs, Flags flags) {}

    /** The JVM flags of one deployable. */
    @FunctionalInterface
    public interface Flags {
        List<String> of(Deployable deployable);
    }

    private record Running(JavaProcess process, int port, int managementPort) {}

    private final Map<Deployable, Running> running = new EnumMap<>(Deployable.class);

    private Platform() {}

    /** Returns when each of them says that it is ready. */
    public static Platform start(Plan plan, Progress progress, Deployable... deployables) {
        long begin = System.nanoTime();
        Platform platform = new Platform();
        try {
            List<Deployable> rest = new ArrayList<>(List.of(deployables));
            if (rest.remove(Deployable.COMMAND_SIDE)) {
                platform.startOne(plan, Deployable.COMMAND_SIDE);
            }
            CompletableFuture.allOf(rest.stream()
                            .map(one -> CompletableFuture.runAsync(() -> platform.startOne(plan, one)))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (RuntimeException e) {
            platform.close();
            throw e;
        }
        progress.say("%d deployables are ready after %.1f s"
                .formatted(deployables.length, (System.nanoTime() - begin) / 1e9));
        return platform;
    }

    private void startOne(Plan plan, Deployable deployable) {
        int port = FreePort.any();
        int managementPort = FreePort.any();
        Map<String, String> settings = new TreeMap<>(plan.settings());
        settings.put("server.port", Integer.toString(port));
        settings.put("management.server.port", Integer.toString(managementPort));
        String classPath = plan.modules().classPath(deployable);
        JavaProcess process = JavaProcess.start(new JavaProcess.Plan(
                deployable.title(),
                plan.flags().of(deployable),
                deployable == Deployable.COMMAND_SIDE
                        ? plan.presets() + java.io.File.pathSeparator + classPath
                        : classPath,
                deployable.main(),
                List.of(),
                Map.of(
                        "SPRING_APPLICATION_JSON",
                        new String(WireJson.write(settings), java.nio.charset.StandardCharsets.UTF_8)),
                plan.logs().resolve(deployable.title() + ".log")));
        synchronized (running) {
            running.put(deployable, new Running(process, port, managementPort));
        }
        awaitReady(process, managementPort);
    }

    private static void awaitReady(JavaProcess process, int managementPort) {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!isReady(managementPort)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        process.name() + " did not become ready; the end of its log is\n" + process.endOfLog());
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private static boolean isReady(int managementPort) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness");
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(5_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The loopback port on which a deployable answers. */
    public int port(Deployable deployable) {
        return running(deployable).port();
    }

    public int managementPort(Deployable deployable) {
        return running(deployable).managementPort();
    }

    public long pid(Deployable deployable) {
        return running(deployable).process().pid();
    }

    private Running running(Deployable deployable) {
        Running found = running.get(deployable);
        if (found == null) {
            throw new IllegalStateException(deployable.title() + " was not started");
        }
        return found;
    }

    /** All at once. */
    @Override
    public void close() {
        List<Running> all;
        synchronized (running) {
            all = List.copyOf(running.values());
        }
        all.parallelStream().map(Running::process).forEach(JavaProcess::close);
    }
}
