package dev.atelier.contracts.run;

import dev.atelier.contracts.job.JobId;

/** What is said while a run goes on; transient, never stored. */
public sealed interface RunSignal {
    JobId jobId();

    int attempt();

    /** The worker lives and still has the run; every ten seconds. */
    record RunHeartbeat(JobId jobId, int attempt, String worker) implements RunSignal {}

    /** @param percent 0 to 100 */
    record RunProgress(JobId jobId, int attempt, int percent) implements RunSignal {}
}
