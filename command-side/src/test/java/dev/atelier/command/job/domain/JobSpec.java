package dev.atelier.command.job.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.decision.Decision;
import dev.atelier.command.job.domain.Job.NotCreated;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.CancelledBy;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand;
import dev.atelier.contracts.job.JobCommand.CreateJob;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetName;
import dev.atelier.contracts.preset.PresetRef;
import dev.atelier.contracts.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Given events, when a command comes, then these events or this refusal; with the words of a job's life. */
final class JobSpec {
    static final JobId JOB = JobId.parse("job-00000000-0000-4000-8000-000000000001");
    static final UserId OWNER = new UserId(UUID.fromString("00000000-0000-4000-8000-000000000002"));
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Credits PRICE = Credits.of(10);
    static final Duration LIMIT = Duration.ofMinutes(2);
    static final CancelledBy OWNER_ASKED = CancelledBy.OWNER;

    private Job job = new NotCreated();
    private RetryPolicy retries = RetryPolicy.DEFAULT;
    private Decision<JobEvent, JobRefusal> decision = Decision.nothingToDo();

    static JobSpec given(JobEvent... events) {
        JobSpec spec = new JobSpec();
        for (JobEvent event : events) {
            spec.job = spec.job.evolve(event);
        }
        return spec;
    }

    JobSpec under(RetryPolicy policy) {
        retries = policy;
        return this;
    }

    JobSpec when(JobCommand command) {
        decision = JobDecider.decide(command, job, retries);
        for (JobEvent event : decision.events()) {
            job = job.evolve(event);
        }
        return this;
    }

    JobSpec then(JobEvent... events) {
        assertThat(decision).isEqualTo(Decision.events(events));
        return this;
    }

    JobSpec thenNothing() {
        return then();
    }

    void thenRefused(JobRefusal why) {
        assertThat(decision).isEqualTo(Decision.refused(why));
    }

    Job job() {
        return job;
    }

    Decision<JobEvent, JobRefusal> decision() {
        return decision;
    }

    static CreateJob create(String fingerprint) {
        return new CreateJob(
                JOB,
                OWNER,
                AccountId.of(OWNER),
                JobKind.IMAGE,
                new PresetRef(new PresetName("invert"), 1),
                "image",
                Map.of(),
                List.of(),
                PRICE,
                LIMIT,
                Duration.ofHours(1),
                fingerprint,
                null,
                null,
                NOON);
    }

    static JobEvent created() {
        return new JobEvent.JobCreated(
                JOB,
                OWNER,
                AccountId.of(OWNER),
                JobKind.IMAGE,
                new PresetRef(new PresetName("invert"), 1),
                "image",
                Map.of(),
                List.of(),
                PRICE,
                LIMIT,
                Duration.ofHours(1),
                "same",
                null,
                null,
                NOON);
    }

    static JobEvent queued(int attempt) {
        return new JobEvent.JobQueued(JOB, attempt);
    }

    static JobCommand start(int attempt, String worker, String run) {
        return new JobCommand.StartAttempt(JOB, attempt, worker, run, NOON);
    }

    static JobCommand start(int attempt) {
        return start(attempt, "worker-a", "run-" + attempt);
    }

    static JobEvent started(int attempt) {
        return new JobEvent.JobStarted(JOB, attempt, "worker-a", "run-" + attempt, NOON);
    }

    static JobCommand success(int attempt) {
        return new JobCommand.RecordSuccess(JOB, attempt, artifacts(attempt), NOON);
    }

    static JobCommand emptySuccess(int attempt) {
        return new JobCommand.RecordSuccess(JOB, attempt, List.of(), NOON);
    }

    static JobEvent succeeded(int attempt) {
        return new JobEvent.JobSucceeded(JOB, attempt, artifacts(attempt), NOON);
    }

    static JobEvent late(int attempt) {
        return new JobEvent.LateResultRecorded(JOB, attempt, artifacts(attempt), NOON);
    }

    static JobCommand failure(int attempt, FailureReason reason) {
        return new JobCommand.RecordFailure(JOB, attempt, reason, null, NOON, 0);
    }

    static JobEvent attemptFailed(int attempt, FailureReason reason) {
        return new JobEvent.JobAttemptFailed(JOB, attempt, reason, null, NOON);
    }

    static JobEvent retry(int nextAttempt, Duration delay) {
        return new JobEvent.JobRetryScheduled(JOB, nextAttempt, NOON.plus(delay));
    }

    static JobEvent failed(FailureReason reason) {
        return new JobEvent.JobFailed(JOB, reason, NOON);
    }

    static JobCommand queue(int attempt) {
        return new JobCommand.QueueJob(JOB, attempt);
    }

    static JobCommand cancel() {
        return new JobCommand.CancelJob(JOB, OWNER_ASKED, NOON);
    }

    static JobEvent cancelRequested(int attempt) {
        return new JobEvent.JobCancelRequested(JOB, attempt, OWNER_ASKED, NOON);
    }

    static JobEvent cancelled(long charge) {
        return new JobEvent.JobCancelled(JOB, OWNER_ASKED, Credits.of(charge), NOON);
    }

    static JobCommand stopped(int attempt, Duration ran) {
        return new JobCommand.RecordCancellation(JOB, attempt, ran, NOON);
    }

    static JobCommand expire() {
        return new JobCommand.ExpireJob(JOB, NOON);
    }

    static JobCommand delivery(String message) {
        return new JobCommand.RecordDelivery(JOB, "telegram", message, NOON);
    }

    static JobEvent delivered(String message) {
        return new JobEvent.ResultDelivered(JOB, "telegram", message, NOON);
    }

    private static List<Artifact> artifacts(int attempt) {
        String sha256 = "ab".repeat(32);
        String key = "results/" + JOB + "/" + attempt + "/" + sha256 + ".png";
        return List.of(new Artifact(key, "image/png", 1234, sha256, 64, 48));
    }
}
