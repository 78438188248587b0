package dev.atelier.conformance.comfyui;

import static dev.atelier.conformance.Check.require;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for something to be seen at the server. */
final class Waiting {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private Waiting() {}

    /** Waits; what is waited for cannot be seen any more once the run is over. */
    static void until(Callable<Boolean> seen, Running run) throws Exception {
        while (!seen.call()) {
            require(!run.outcome().isDone(), "the run was over too fast: use more --slow-nodes");
            Thread.sleep(LOOK_AGAIN);
        }
    }
}
