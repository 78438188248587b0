package dev.atelier.saga.jobfulfilment.domain;

import java.time.Instant;

/** Where a live job's present attempt is. */
public sealed interface Stage {
    /** The attempt that the stage is about; attempts count from 1, 0 is before the first was queued. */
    int attempt();

    /** Queued, not started. */
    record Waiting(int attempt, Instant since) implements Stage {}

    record Running(int attempt, String worker, Instant since) implements Stage {}

    /** The attempt before this one failed; it is queued when the back-off is over, if the job goes on at all. */
    record BackingOff(int attempt) implements Stage {}
}
