package dev.atelier.gpu.run;

import dev.atelier.gpu.backend.Backend;
import dev.atelier.gpu.backend.LeftRun;
import dev.atelier.gpu.backend.RunFailureException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs that a worker of this name had at the back end when it died. The back end is asked once, as soon as it can
 * be; a name belongs to one process at a time, so nobody else goes on with them.
 */
final class LeftBehind {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");

    private final Backend backend;
    private final String worker;
    private final LiveRuns runs;
    private @Nullable Deque<LeftRun> left;

    LeftBehind(Backend backend, String worker, LiveRuns runs) {
        this.backend = backend;
        this.worker = worker;
        this.runs = runs;
    }

    /** One that nobody goes on with yet. */
    synchronized Optional<LeftRun> take() throws InterruptedException {
        if (left == null) {
            try {
                left = find();
            } catch (RunFailureException e) {
                LOG.warn("the back end could not be asked for runs of a former life: {}", e.detail());
                return Optional.empty();
            }
        }
        return Optional.ofNullable(left.poll());
    }

    /** Nobody waits for it. */
    void drop(LeftRun run) throws InterruptedException {
        backend.drop(run);
    }

    /** What was submitted meanwhile is no run of a former life. */
    private Deque<LeftRun> find() throws RunFailureException, InterruptedException {
        Deque<LeftRun> found = new ArrayDeque<>();
        for (LeftRun run : backend.leftRuns()) {
            if (run.worker().equals(worker) && !runs.has(run.id())) {
                found.add(run);
            }
        }
        return found;
    }
}
