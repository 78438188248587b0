package dev.atelier.bench.endtoend;

import dev.atelier.bench.stage.JavaProcess;
import dev.atelier.bench.stage.Preset;
import dev.atelier.wire.WireJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import tools.jackson.core.type.TypeReference;

/** The instant back end as a process of its own. */
public final class WorkerProcess {
    private static final String SETTINGS = "BENCH_WORKER";
    private static final String BUCKET_FOLDER = "bucket-folder";
    private static final List<String> FLAGS = List.of("-Xmx256m", "-XX:+UseSerialGC");

    private WorkerProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> settings = WireJson.mapper()
                .readValue(
                        Objects.requireNonNull(System.getenv(SETTINGS)), new TypeReference<Map<String, String>>() {});
        String folder = settings.get(BUCKET_FOLDER);
        InstantWorker.Results results =
                folder == null ? ResultStores.uploaded(settings) : ResultStores.linked(settings, Path.of(folder));
        URI broker = URI.create(Objects.requireNonNull(settings.get("atelier.broker.uri")));
        InstantWorker.start(broker, Preset.POOL, results, order -> {});
        System.out.println("working");
        new CountDownLatch(1).await(); // until it is ended
    }

    /**
     * Starts it; returns when it takes orders.
     *
     * @param settings of the deployables: where broker and S3 are
     * @param bucketFolder null to put an object into S3 for each job; else the folder in which each job's key is linked
     */
    public static JavaProcess start(
            Map<String, String> settings, @org.jspecify.annotations.Nullable Path bucketFolder, Path logs) {
        Map<String, String> all = new TreeMap<>(settings);
        if (bucketFolder != null) {
            all.put(BUCKET_FOLDER, bucketFolder.toString());
        }
        JavaProcess process = JavaProcess.startTalking(new JavaProcess.Plan(
                "worker",
                FLAGS,
                System.getProperty("java.class.path"),
                WorkerProcess.class.getName(),
                List.of(),
                Map.of(SETTINGS, new String(WireJson.write(all), StandardCharsets.UTF_8)),
                logs.resolve("worker.log")));
        boolean works = process.output().lines().anyMatch(line -> line.equals("working"));
        if (!works) {
            throw new IllegalStateException("the worker did not start:\n" + process.endOfLog());
        }
        return process;
    }
}
