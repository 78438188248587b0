package dev.atelier.gpu.runpod;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.emulators.runpod.RunPodEmulator;
import dev.atelier.gpu.backend.Backend.Outcome;
import dev.atelier.gpu.backend.RunControl;
import dev.atelier.gpu.backend.RunFailureException;
import dev.atelier.gpu.backend.Work;
import dev.atelier.gpu.comfyui.Graphs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Runs orders on an endpoint in threads of their own, as a test wants to watch and disturb them. */
final class RunPodRuns implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    final RunPodWebhooks webhooks = new RunPodWebhooks();
    final RunPod runPod;

    /** What a run gave: an outcome or a failure. */
    record Result(@Nullable Outcome outcome, @Nullable RunFailureException failure) {}

    /** A run that goes on. */
    record Running(RunControl control, Thread thread, Future<Result> result) {
        Result end() throws InterruptedException, ExecutionException, TimeoutException {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }

        RunFailureException failure() throws InterruptedException, ExecutionException, TimeoutException {
            RunFailureException failure = end().failure();
            if (failure == null) {
                throw new AssertionError("no failure: " + end().outcome());
            }
            return failure;
        }

        FailureReason reason() throws InterruptedException, ExecutionException, TimeoutException {
            return failure().reason();
        }

        Outcome.Made made() throws InterruptedException, ExecutionException, TimeoutException {
            if (end().outcome() instanceof Outcome.Made made) {
                return made;
            }
            throw new AssertionError("nothing made: " + end().outcome(), end().failure());
        }

        Outcome.Stopped stopped() throws InterruptedException, ExecutionException, TimeoutException {
            if (end().outcome() instanceof Outcome.Stopped stopped) {
                return stopped;
            }
            throw new AssertionError("not stopped: " + end().outcome(), end().failure());
        }
    }

    RunPodRuns(RunPodEmulator emulator, Path folder) {
        this(emulator, folder, Map.of());
    }

    /** @param more settings, without the prefix */
    RunPodRuns(RunPodEmulator emulator, Path folder, Map<String, String> more) {
        this.folder = folder;
        this.runPod = RunPod.backend(settings(emulator, more), webhooks);
    }

    static RunPodSettings settings(RunPodEmulator emulator, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "url", emulator.url().toString(),
                "endpoint", emulator.endpoint(),
                "key", emulator.key(),
                "request-timeout", "5s",
                "poll-first", "20ms",
                "poll-longest", "100ms",
                "settle-time", "300ms",
                "away-limit", "2s",
                "result-hosts", "http://" + emulator.bucketUrl().getAuthority()));
        all.putAll(more);
        Map<String, String> named = new TreeMap<>();
        all.forEach((name, value) -> named.put("atelier.runpod." + name, value));
        return new Binder(new MapConfigurationPropertySource(named))
                .bind("atelier.runpod", RunPodSettings.class)
                .get();
    }

    Running red() {
        return start(Graphs.order(Graphs.RED_PICTURE, List.of(), Duration.ofMinutes(1)), Map.of());
    }

    Running start(RunOrder order, Map<String, Path> inputs) {
        String id = UUID.randomUUID().toString();
        RunControl control = new RunControl(_ -> {});
        Path own = folder.resolve(id);
        FutureTask<Result> task = new FutureTask<>(() -> run(new Work(id, order, inputs, own), control));
        Thread thread = new Thread(task, "run-" + id);
        if (!own.toFile().mkdirs()) {
            throw new IllegalStateException("no folder");
        }
        thread.start();
        return new Running(control, thread, task);
    }

    private Result run(Work work, RunControl control) throws InterruptedException {
        try {
            return new Result(runPod.run(work, control), null);
        } catch (RunFailureException e) {
            return new Result(null, e);
        }
    }

    @Override
    public void close() {
        runPod.close();
    }
}
