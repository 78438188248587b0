package dev.atelier.saga.jobfulfilment.domain;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.job.JobEvent;
import java.time.Instant;

/** What the process reacts to: stored facts, and time. */
public sealed interface FulfilmentInput {
    /** @param recordedAt when the log took the event */
    record JobHappened(JobEvent event, Instant recordedAt) implements FulfilmentInput {}

    /** Something happened to the account on behalf of this job. */
    record AccountHappened(AccountEvent event) implements FulfilmentInput {}

    /**
     * A timeout is due. It may come late or for something that is over.
     *
     * @param at now
     * @param jitter in [0, 1), spreads the back-off that may follow
     */
    record TimedOut(Timeout timeout, Instant at, double jitter) implements FulfilmentInput {}
}
