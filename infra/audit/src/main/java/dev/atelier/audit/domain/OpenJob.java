package dev.atelier.audit.domain;

import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.job.JobState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the auditor remembers of a job until it has ended and its hold is settled. Amounts are credits. */
final class OpenJob {
    /** Of the job's creation, or of the hold when that came first. */
    final Instant since;

    /** Of the newest event of the job or its hold. */
    long position;

    long events;
    JobState state = JobState.QUEUED;
    /** Null as long as only the hold is known. */
    @Nullable
    AccountId payer;

    @Nullable
    Long price;

    @Nullable
    AccountId holder;

    @Nullable
    Long hold;
    /** What the hold's settlement took; null as long as it is open. */
    @Nullable
    Long paid;
    /** What the end costs, and when it came; null as long as the job lives. */
    @Nullable
    Long owed;

    @Nullable
    Instant endedAt;

    OpenJob(Instant since) {
        this.since = since;
    }

    boolean isCreated() {
        return price != null;
    }

    boolean isDone() {
        return owed != null && paid != null;
    }
}
