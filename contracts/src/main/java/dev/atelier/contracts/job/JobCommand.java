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

/** What can be asked of a job. Every one is safe to repeat; time and chance come with the command. */
public sealed interface JobCommand {
    JobId jobId();

    /**
     * Begins a job, in one unit of work with the reservation of its price.
     *
     * @param pool whose workers run it
     * @param attemptLimit how long one attempt may run, from its start
     * @param startLimit how long the job may wait for its first start
     * @param fingerprint keyed digest of the request, so that a used idempotency key with another body is told apart
     * @param retryOf the failed job that the person asked to repeat
     */
    record CreateJob(
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
            implements JobCommand {}

    /** The claim: a worker asks, and runs only when the answer is "accepted". */
    record StartAttempt(JobId jobId, int attempt, String worker, String backendRun, Instant at) implements JobCommand {}

    /** A proven result, of whichever attempt. */
    record RecordSuccess(JobId jobId, int attempt, List<Artifact> artifacts, Instant at) implements JobCommand {}

    /** @param jitter in [0, 1), spreads the back-off */
    record RecordFailure(
            JobId jobId,
            int attempt,
            FailureReason reason,
            @Nullable PersonalText detail,
            Instant at,
            double jitter) implements JobCommand {}

    /** The worker stopped the run because a cancel was asked for. @param ran how long the back end worked on it */
    record RecordCancellation(JobId jobId, int attempt, Duration ran, Instant at) implements JobCommand {}

    /** Only the back-off timer sends it. */
    record QueueJob(JobId jobId, int attempt) implements JobCommand {}

    /** The job waited for its first start longer than it may. */
    record ExpireJob(JobId jobId, Instant at) implements JobCommand {}

    record CancelJob(JobId jobId, CancelledBy by, Instant at) implements JobCommand {}

    /** The result was shown to the person; {@code message} names it within the channel. */
    record RecordDelivery(JobId jobId, String channel, String message, Instant at) implements JobCommand {}
}
