package dev.atelier.bench.stage;

import dev.atelier.bench.report.Progress;
import dev.atelier.servers.FreePort;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Deployables as processes of their own, with default security, limits and metrics. */
public final class Platform implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);

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

    private final Map<Deployable, DeployableProcess> running = new EnumMap<>(Deployable.class);

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
        String classPath = plan.modules().classPath(deployable);
        DeployableProcess process = DeployableProcess.start(new DeployableProcess.Plan(
                deployable,
                deployable.title(),
                plan.flags().of(deployable),
                deployable == Deployable.COMMAND_SIDE ? plan.presets() + File.pathSeparator + classPath : classPath,
                plan.settings(),
                FreePort.any(),
                FreePort.any(),
                plan.logs()));
        synchronized (running) {
            running.put(deployable, process);
        }
        process.awaitReady(START_PATIENCE);
    }

    /** The loopback port on which a deployable answers. */
    public int port(Deployable deployable) {
        return running(deployable).port();
    }

    public int managementPort(Deployable deployable) {
        return running(deployable).managementPort();
    }

    public long pid(Deployable deployable) {
        return running(deployable).pid();
    }

    private DeployableProcess running(Deployable deployable) {
        DeployableProcess found = running.get(deployable);
        if (found == null) {
            throw new IllegalStateException(deployable.title() + " was not started");
        }
        return found;
    }

    /** All at once. */
    @Override
    public void close() {
        List<DeployableProcess> all;
        synchronized (running) {
            all = List.copyOf(running.values());
        }
        all.parallelStream().forEach(DeployableProcess::close);
    }
}
