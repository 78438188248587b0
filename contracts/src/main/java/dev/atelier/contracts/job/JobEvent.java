package dev.atelier.contracts.job;

import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetRef;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened to a job, the whole story on one screen. Stored for ever. */
public sealed interface JobEvent {
    JobId jobId();

    record JobCreated(
            JobId jobId,
            UserId owner,
            AccountId accountId,
            JobKind kind,
            PresetRef preset,
            String pool,
            Map<String, ParameterValue> parameters,
            List<JobInput> inputs,
            Credits price,
            Duration attemptLimit,
            Duration startLimit,
            String fingerprint,
            @Nullable PersonalText clientReference,
            @Nullable JobId retryOf,
            Instant at)
            implements JobEvent {}

    /** The attempt waits for its turn; attempts count from 1. */
    record JobQueued(JobId jobId, int attempt) implements JobEvent {}

    record JobStarted(JobId jobId, int attempt, String worker, String backendRun, Instant at) implements JobEvent {}

    /** The end: proven results of {@code attempt}. */
    record JobSucceeded(JobId jobId, int attempt, List<Artifact> artifacts, Instant at) implements JobEvent {}

    /** One try failed; whether that is the end is said by the event that follows. */
    record JobAttemptFailed(
            JobId jobId,
            int attempt,
            FailureReason reason,
            @Nullable PersonalText detail,
            Instant at) implements JobEvent {}

    record JobRetryScheduled(JobId jobId, int nextAttempt, Instant notBefore) implements JobEvent {}

    /** The end: no further attempt. */
    record JobFailed(JobId jobId, FailureReason reason, Instant at) implements JobEvent {}

    /** A running job was asked to stop; its worker is told. */
    record JobCancelRequested(JobId jobId, int attempt, CancelledBy by, Instant at) implements JobEvent {}

    /** The end: {@code charge} is what the person pays for the run time used, zero if nothing ran. */
    record JobCancelled(JobId jobId, CancelledBy by, Credits charge, Instant at) implements JobEvent {}

    /** A result that came after the end: offered, never charged. */
    record LateResultRecorded(JobId jobId, int attempt, List<Artifact> artifacts, Instant at) implements JobEvent {}

    record ResultDelivered(JobId jobId, String channel, String message, Instant at) implements JobEvent {}
}
