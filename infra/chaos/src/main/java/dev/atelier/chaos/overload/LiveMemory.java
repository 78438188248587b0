package dev.atelier.chaos.overload;

import dev.atelier.chaos.stage.World.Running;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What of each deployable's heap is in use when garbage has been collected: growth of it is what ends in no memory. */
public final class LiveMemory {
    private static final String METER = "jvm_memory_used_bytes{";
    private static final String HEAP = "area=\"heap\"";

    private LiveMemory() {}

    /** Megabytes (10^6 bytes) by name. */
    public static Map<String, Double> of(List<Running> deployables) {
        Map<String, Double> used = new TreeMap<>();
        for (Running deployable : deployables) {
            collect(deployable);
            used.put(deployable.name(), used(deployable));
        }
        return used;
    }

    private static void collect(Running deployable) {
        try {
            int end = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(deployable.pid()),
                            "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (end != 0) {
                throw new IllegalStateException("jcmd cannot have " + deployable.name() + " collect its garbage");
            }
        } catch (IOException e) {
            throw new IllegalStateException("a JDK is needed: jcmd does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double used(Running deployable) {
        URI metrics = URI.create("http://127.0.0.1:" + deployable.managementPort() + "/actuator/prometheus");
        try (InputStream answer = metrics.toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.startsWith(METER) && line.contains(HEAP))
                            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                            .sum()
                    / 1e6;
        } catch (IOException e) {
            throw new IllegalStateException(deployable.name() + " does not tell its metrics", e);
        }
    }
}
