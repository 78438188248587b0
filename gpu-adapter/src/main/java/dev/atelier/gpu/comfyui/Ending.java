package dev.atelier.gpu.comfyui;

import dev.atelier.contracts.job.FailureReason;
import java.time.Duration;
import java.util.List;

/** How the server says that a run ended, and how long it executed. */
sealed interface Ending {
    Duration ran();

    /**
     * It came to its end.
     *
     * @param outputs possibly none
     */
    record Completed(List<Output> outputs, Duration ran) implements Ending {}

    record Interrupted(Duration ran) implements Ending {}

    record Broken(FailureReason reason, String detail, Duration ran) implements Ending {}
}
