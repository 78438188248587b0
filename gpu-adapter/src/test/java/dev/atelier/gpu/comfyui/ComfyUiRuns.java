package dev.atelier.gpu.comfyui;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.gpu.backend.Backend.Outcome;
import dev.atelier.gpu.backend.RunControl;
import dev.atelier.gpu.backend.RunFailureException;
import dev.atelier.gpu.backend.Work;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs orders on a ComfyUI in threads of their own, as a test wants to watch and disturb them. */
final class ComfyUiRuns implements AutoCloseable {
    static final String WORKER = "gpu-of-a-test";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    final ComfyUi comfyUi;

    /** What a run gave: an outcome or a failure. */
    record Result(@Nullable Outcome outcome, @Nullable RunFailureException failure) {
        List<Path> files() {
            if (outcome instanceof Outcome.Made made) {
                return made.files();
            }
            throw new AssertionError("nothing made: " + outcome, failure);
        }
    }

    /** A run that goes on. */
    record Running(String id, RunControl control, List<Integer> percents, Thread thread, Future<Result> result) {
        Result end() throws InterruptedException, ExecutionException, TimeoutException {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }

        FailureReason failure() throws InterruptedException, ExecutionException, TimeoutException {
            RunFailureException failure = end().failure();
            if (failure == null) {
                throw new AssertionError("no failure: " + end().outcome());
            }
            return failure.reason();
        }
    }

    ComfyUiRuns(URI url, Path folder) {
        this.folder = folder;
        this.comfyUi = new ComfyUi(settings(url));
    }

    static ComfyUiSettings settings(URI url) {
        return new ComfyUiSettings(
                url,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofMillis(600),
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                1 << 20);
    }

    Running start(RunOrder order) {
        return start(order, Map.of());
    }

    Running start(RunOrder order, Map<String, Path> inputs) {
        String id = UUID.randomUUID().toString();
        List<Integer> percents = new CopyOnWriteArrayList<>();
        RunControl control = new RunControl(percents::add);
        Path own = folder.resolve(id);
        FutureTask<Result> task = new FutureTask<>(() -> run(new Work(id, order, inputs, own, WORKER), control));
        Thread thread = new Thread(task, "run-" + id);
        if (!own.toFile().mkdirs()) {
            throw new IllegalStateException("no folder");
        }
        thread.start();
        return new Running(id, control, percents, thread, task);
    }

    private Result run(Work work, RunControl control) throws InterruptedException {
        try {
            return new Result(comfyUi.run(work, control), null);
        } catch (RunFailureException e) {
            return new Result(null, e);
        }
    }

    @Override
    public void close() {
        comfyUi.close();
    }
}
