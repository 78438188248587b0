package dev.atelier.gpu.runpod;

import dev.atelier.contracts.job.FailureReason;
import java.time.Duration;
import java.util.List;

/** What is known of a job at one moment. */
sealed interface JobState {
    /** No worker has it yet. */
    record Waiting() implements JobState {}

    /** A worker has it; also what is taken for that, such as a state that is not known here. */
    record Executing() implements JobState {}

    /** RunPod does not know it, or no longer. */
    record Unknown() implements JobState {}

    /** RunPod wants to be asked later. */
    record Throttled(Duration delay) implements JobState {}

    /** RunPod cannot be asked. */
    record Away(String why) implements JobState {}

    /** It is over, and took so long at a worker. */
    sealed interface Ended extends JobState {
        Duration ran();
    }

    /** @param outputs never empty */
    record Completed(List<Output> outputs, Duration ran) implements Ended {}

    record Cancelled(Duration ran) implements Ended {}

    /** @param detail for administrators */
    record Broken(FailureReason reason, String detail, Duration ran) implements Ended {}
}
