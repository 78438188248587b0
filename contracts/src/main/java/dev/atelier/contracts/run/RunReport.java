package dev.atelier.contracts.run;

import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a run ended. Reports may come in any order and more than once. */
public sealed interface RunReport {
    JobId jobId();

    int attempt();

    /** Every artifact is in the bucket and was read back. @param ran time at the back end */
    record RunSucceeded(JobId jobId, int attempt, List<Artifact> artifacts, Duration ran) implements RunReport {}

    /** @param detail for administrators: never shown to the person */
    record RunFailed(
            JobId jobId,
            int attempt,
            FailureReason reason,
            @Nullable String detail) implements RunReport {}

    /** The run was stopped on request. @param ran time at the back end, zero if it never started there */
    record RunCancelled(JobId jobId, int attempt, Duration ran) implements RunReport {}
}
