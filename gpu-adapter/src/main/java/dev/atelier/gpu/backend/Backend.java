package dev.atelier.gpu.backend;

import dev.atelier.contracts.job.FailureReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Something that runs orders: one ComfyUI today. Used by several threads at once, one per run. */
public interface Backend {
    /** How many runs it may hold at once, running and waiting together. */
    int places();

    /** Asks it now whether it takes runs. */
    boolean isAvailable() throws InterruptedException;

    /**
     * Runs to the end. Cancelling goes through the control; interrupting the thread abandons the run, and the back end
     * is then asked once to stop it.
     *
     * @throws RunFailureException when it failed, for a reason that has a name
     */
    Outcome run(Work work, RunControl control) throws RunFailureException, InterruptedException;

    /**
     * The runs that it still has from before this process was started, whoever's they are.
     *
     * @throws RunFailureException when it cannot be asked now
     */
    default List<LeftRun> leftRuns() throws RunFailureException, InterruptedException {
        return List.of();
    }

    /** Goes on with such a run to its end, as {@link #run} does; what it made is put into the folder. */
    default Outcome resume(LeftRun left, Path folder, RunControl control)
            throws RunFailureException, InterruptedException {
        throw new RunFailureException(FailureReason.ATTEMPT_LOST, "this back end keeps no runs");
    }

    /** Takes such a run off: nobody waits for it. */
    default void drop(LeftRun left) throws InterruptedException {}

    /** How a run ended that did not fail. */
    sealed interface Outcome {
        /**
         * It made something.
         *
         * @param files in order, in the run's folder, never empty
         * @param ran time spent on it
         */
        record Made(List<Path> files, Duration ran) implements Outcome {}

        /**
         * It was stopped on request.
         *
         * @param ran time spent on it, zero if it never started
         */
        record Stopped(Duration ran) implements Outcome {}
    }
}
