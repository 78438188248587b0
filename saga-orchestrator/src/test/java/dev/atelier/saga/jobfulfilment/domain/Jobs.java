package dev.atelier.saga.jobfulfilment.domain;

import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded.From;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.job.CancelledBy;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobEvent.JobAttemptFailed;
import dev.atelier.contracts.job.JobEvent.JobCancelRequested;
import dev.atelier.contracts.job.JobEvent.JobCancelled;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobEvent.JobFailed;
import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobEvent.JobRetryScheduled;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobInput;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.job.ParameterValue;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetName;
import dev.atelier.contracts.preset.PresetRef;
import dev.atelier.contracts.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The events of one job's life, for tests that read like sentences. */
public final class Jobs {
    /** Far ahead, so that nothing in a test of the running process is overdue by accident. */
    public static final Instant NOON = Instant.parse("2126-11-23T12:00:00Z");

    public static final UserId OWNER = new UserId(UUID.fromString("0b1c0a50-0000-4000-8000-000000000001"));
    public static final AccountId ACCOUNT = AccountId.of(OWNER);
    public static final JobId JOB = new JobId(UUID.fromString("0b1c0a50-0000-4000-8000-000000000002"));
    public static final Credits PRICE = Credits.of(10);
    public static final String WORKER = "worker-a";

    private Jobs() {}

    public static JobCreated created() {
        return created(JOB);
    }

    public static JobCreated created(JobId jobId) {
        return created(jobId, Duration.ofMinutes(2));
    }

    /** The same of another person. */
    public static JobCreated createdBy(UserId owner, JobId jobId) {
        JobCreated job = created(jobId);
        return new JobCreated(
                jobId,
                owner,
                AccountId.of(owner),
                job.kind(),
                job.preset(),
                job.pool(),
                job.parameters(),
                job.inputs(),
                job.price(),
                job.attemptLimit(),
                job.startLimit(),
                job.fingerprint(),
                job.clientReference(),
                job.retryOf(),
                job.at());
    }

    public static JobCreated created(JobId jobId, Duration attemptLimit) {
        return created(jobId, "invert", attemptLimit, Map.of(), List.of());
    }

    public static JobCreated created(JobId jobId, String preset) {
        return created(jobId, preset, Duration.ofMinutes(2), Map.of(), List.of());
    }

    public static JobCreated created(
            JobId jobId,
            String preset,
            Duration attemptLimit,
            Map<String, ParameterValue> parameters,
            List<JobInput> inputs) {
        return new JobCreated(
                jobId,
                OWNER,
                ACCOUNT,
                JobKind.IMAGE,
                new PresetRef(new PresetName(preset), 1),
                "image",
                parameters,
                inputs,
                PRICE,
                attemptLimit,
                Duration.ofHours(1),
                "fingerprint",
                null,
                null,
                NOON);
    }

    public static JobQueued queued(int attempt) {
        return new JobQueued(JOB, attempt);
    }

    public static JobStarted started(int attempt) {
        return new JobStarted(JOB, attempt, WORKER, "run-" + attempt, NOON.plusSeconds(attempt));
    }

    public static JobAttemptFailed attemptFailed(int attempt) {
        return new JobAttemptFailed(JOB, attempt, FailureReason.CONNECTION_LOST, null, NOON);
    }

    public static JobRetryScheduled retryScheduled(int nextAttempt) {
        return new JobRetryScheduled(JOB, nextAttempt, NOON.plusSeconds(60));
    }

    public static JobSucceeded succeeded(int attempt) {
        return new JobSucceeded(JOB, attempt, List.of(), NOON);
    }

    public static JobFailed failed() {
        return new JobFailed(JOB, FailureReason.CONNECTION_LOST, NOON);
    }

    public static JobCancelRequested cancelRequested(int attempt) {
        return cancelRequested(JOB, attempt);
    }

    public static JobCancelRequested cancelRequested(JobId jobId, int attempt) {
        return new JobCancelRequested(jobId, attempt, CancelledBy.OWNER, NOON);
    }

    public static JobCancelled cancelled(long charge) {
        return new JobCancelled(JOB, CancelledBy.OWNER, Credits.of(charge), NOON);
    }

    public static BalanceCaptured captured() {
        return new BalanceCaptured(ACCOUNT, JOB, PRICE, Credits.ZERO);
    }

    public static BalanceRefunded refunded() {
        return new BalanceRefunded(ACCOUNT, JOB, PRICE, From.RESERVED, RefundReason.JOB_FAILED);
    }
}
