package dev.atelier.bench.stage;

import dev.atelier.wire.WireJson;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** One deployable as a process of its own, as it is started in production: its own libraries, settings and log. */
public final class DeployableProcess implements AutoCloseable {
    private static final long LOOK_AGAIN_NANOS = 50_000_000;

    /**
     * What it is started with.
     *
     * @param name of this replica; its log is the file of that name
     * @param flags of the JVM
     * @param classPath {@link Modules#classPath} and what an operator puts before it
     * @param settings where servers and issuer are; the ports are added
     * @param logs the folder of the log, which is appended to
     */
    public record Plan(
            Deployable deployable,
            String name,
            List<String> flags,
            String classPath,
            Map<String, String> settings,
            int port,
            int managementPort,
            Path logs) {}

    private final Plan plan;
    private final JavaProcess process;

    private DeployableProcess(Plan plan, JavaProcess process) {
        this.plan = plan;
        this.process = process;
    }

    /** Returns at once; it is not ready yet. */
    public static DeployableProcess start(Plan plan) {
        Map<String, String> settings = new TreeMap<>(plan.settings());
        settings.put("server.port", Integer.toString(plan.port()));
        settings.put("management.server.port", Integer.toString(plan.managementPort()));
        String json = new String(WireJson.write(settings), StandardCharsets.UTF_8);
        // Who is killed leaves its temporary files: they go with the logs.
        Stream<String> temporary = Stream.of("-Djava.io.tmpdir=" + plan.logs());
        return new DeployableProcess(
                plan,
                JavaProcess.start(new JavaProcess.Plan(
                        plan.name(),
                        Stream.concat(plan.flags().stream(), temporary).toList(),
                        plan.classPath(),
                        plan.deployable().main(),
                        List.of(),
                        Map.of("SPRING_APPLICATION_JSON", json),
                        plan.logs().resolve(plan.name() + ".log"))));
    }

    /** @throws IllegalStateException with the end of its log, when it ends or takes longer */
    public void awaitReady(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        process.name() + " did not become ready; the end of its log is\n" + process.endOfLog());
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** Whether it says that it can work. */
    public boolean isReady() {
        try {
            URI uri = URI.create("http://127.0.0.1:" + plan.managementPort() + "/actuator/health/readiness");
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(5_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The loopback port on which it answers. */
    public int port() {
        return plan.port();
    }

    public int managementPort() {
        return plan.managementPort();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end, and makes it end if it takes longer. */
    public void end(Duration patience) {
        process.end(patience);
    }

    @Override
    public void close() {
        process.close();
    }
}
