package dev.atelier.saga.jobfulfilment.domain;

import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.job.JobId;

/**
 * A deadline of one job. A job has at most one of each kind: starting it again moves it. A due timeout sends a command
 * and is repeated until the log shows the answer, which cancels it.
 */
public sealed interface Timeout {
    JobId jobId();

    /** The attempt it watches; 0 for what belongs to the whole job. */
    int attempt();

    /** The first attempt waits for its start longer than the job may. */
    record StartOverdue(JobId jobId) implements Timeout {
        @Override
        public int attempt() {
            return 1;
        }
    }

    /** A repeated attempt waits for its start longer than the job may: its run order is taken for lost. */
    record RestartOverdue(JobId jobId, int attempt) implements Timeout {}

    /** The attempt runs longer than it may. */
    record AttemptOverdue(JobId jobId, int attempt) implements Timeout {}

    /** The worker of the attempt has been silent too long; each heartbeat moves it. */
    record WorkerSilent(JobId jobId, int attempt) implements Timeout {}

    /** The back-off before the attempt is over. */
    record BackOffOver(JobId jobId, int attempt) implements Timeout {}

    /** The worker was told to stop the attempt and never said that it did. */
    record CancelUnanswered(JobId jobId, int attempt) implements Timeout {}

    /** The money should have moved by now. */
    record SettlementUnseen(JobId jobId, AccountId accountId, Settlement settlement) implements Timeout {
        @Override
        public int attempt() {
            return 0;
        }
    }
}
