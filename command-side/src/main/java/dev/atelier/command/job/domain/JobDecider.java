package dev.atelier.command.job.domain;

import static dev.atelier.command.decision.Decision.events;
import static dev.atelier.command.decision.Decision.nothingToDo;
import static dev.atelier.command.decision.Decision.refused;

import dev.atelier.command.decision.Decision;
import dev.atelier.command.job.domain.Job.Cancelled;
import dev.atelier.command.job.domain.Job.Delivery;
import dev.atelier.command.job.domain.Job.Ended;
import dev.atelier.command.job.domain.Job.Live;
import dev.atelier.command.job.domain.Job.NotCreated;
import dev.atelier.command.job.domain.Job.Queued;
import dev.atelier.command.job.domain.Job.Running;
import dev.atelier.command.job.domain.Job.WaitingForRetry;
import dev.atelier.contracts.job.CancelledBy;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand;
import dev.atelier.contracts.job.JobCommand.CancelJob;
import dev.atelier.contracts.job.JobCommand.CreateJob;
import dev.atelier.contracts.job.JobCommand.ExpireJob;
import dev.atelier.contracts.job.JobCommand.QueueJob;
import dev.atelier.contracts.job.JobCommand.RecordCancellation;
import dev.atelier.contracts.job.JobCommand.RecordDelivery;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.job.JobCommand.RecordSuccess;
import dev.atelier.contracts.job.JobCommand.StartAttempt;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobEvent.JobAttemptFailed;
import dev.atelier.contracts.job.JobEvent.JobCancelRequested;
import dev.atelier.contracts.job.JobEvent.JobCancelled;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobEvent.JobFailed;
import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobEvent.JobRetryScheduled;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobEvent.LateResultRecorded;
import dev.atelier.contracts.job.JobEvent.ResultDelivered;
import dev.atelier.contracts.money.Credits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a job. Every command may come twice, late or out of order: what is done already is not done again, and
 * what an older attempt says about its failure changes nothing.
 */
public final class JobDecider {
    private JobDecider() {}

    public static Decision<JobEvent, JobRefusal> decide(JobCommand command, Job job, RetryPolicy retries) {
        return switch (command) {
            case CreateJob c -> create(c, job);
            case StartAttempt c -> start(c, job);
            case RecordSuccess c -> succeed(c, job, retries);
            case RecordFailure c -> fail(c, job, retries);
            case RecordCancellation c -> stop(c, job);
            case QueueJob c -> queue(c, job);
            case ExpireJob c -> expire(c, job);
            case CancelJob c -> cancel(c, job);
            case RecordDelivery c -> deliver(c, job);
        };
    }

    private static Decision<JobEvent, JobRefusal> create(CreateJob c, Job job) {
        return switch (job) {
            case NotCreated _ -> events(created(c), new JobQueued(c.jobId(), 1));
            case Live live -> repeated(c, live.terms());
            case Ended ended -> repeated(c, ended.terms());
        };
    }

    private static Decision<JobEvent, JobRefusal> repeated(CreateJob c, Job.Terms terms) {
        return c.fingerprint().equals(terms.fingerprint()) ? nothingToDo() : refused(JobRefusal.KEY_REUSED);
    }

    private static JobCreated created(CreateJob c) {
        return new JobCreated(
                c.jobId(),
                c.owner(),
                c.accountId(),
                c.kind(),
                c.preset(),
                c.pool(),
                c.parameters(),
                c.inputs(),
                c.price(),
                c.attemptLimit(),
                c.startLimit(),
                c.fingerprint(),
                c.clientReference(),
                c.retryOf(),
                c.at());
    }

    /** The claim: granted once, and again to the same run, so that a lost answer can be asked for. */
    private static Decision<JobEvent, JobRefusal> start(StartAttempt c, Job job) {
        return switch (job) {
            case NotCreated _ -> refused(JobRefusal.UNKNOWN_JOB);
            case Queued queued
            when queued.attempt() == c.attempt() ->
                events(new JobStarted(c.jobId(), c.attempt(), c.worker(), c.backendRun(), c.at()));
            case Queued _, WaitingForRetry _ -> refused(JobRefusal.OTHER_ATTEMPT);
            case Running run when run.attempt() != c.attempt() -> refused(JobRefusal.OTHER_ATTEMPT);
            case Running run
            when !run.worker().equals(c.worker()) || !run.backendRun().equals(c.backendRun()) ->
                refused(JobRefusal.OTHER_WORKER);
            case Running run when run.cancelRequested() != null -> refused(JobRefusal.CANCEL_REQUESTED);
            case Running _ -> nothingToDo();
            case Ended _ -> refused(JobRefusal.ENDED);
        };
    }

    /** A proven result of any attempt that ran ends a live job; after the end it is kept, but never charged. */
    private static Decision<JobEvent, JobRefusal> succeed(RecordSuccess c, Job job, RetryPolicy retries) {
        if (c.artifacts().isEmpty()) {
            return fail(nothingToShow(c), job, retries);
        }
        return switch (job) {
            case NotCreated _ -> refused(JobRefusal.UNKNOWN_JOB);
            case Live live when !ran(c.attempt(), live.attemptsStarted()) -> refused(JobRefusal.OTHER_ATTEMPT);
            case Live _ -> events(new JobSucceeded(c.jobId(), c.attempt(), c.artifacts(), c.at()));
            case Ended ended
            when !ran(c.attempt(), ended.aftermath().attemptsStarted()) -> refused(JobRefusal.OTHER_ATTEMPT);
            case Ended ended when ended.aftermath().results().contains(c.attempt()) -> nothingToDo();
            case Ended _ -> events(new LateResultRecorded(c.jobId(), c.attempt(), c.artifacts(), c.at()));
        };
    }

    private static RecordFailure nothingToShow(RecordSuccess c) {
        return new RecordFailure(c.jobId(), c.attempt(), FailureReason.NO_OUTPUT, null, c.at(), 0);
    }

    private static boolean ran(int attempt, int attemptsStarted) {
        return attempt >= 1 && attempt <= attemptsStarted;
    }

    /** Also an attempt that never started can fail: its run order got lost. */
    private static Decision<JobEvent, JobRefusal> fail(RecordFailure c, Job job, RetryPolicy retries) {
        return switch (job) {
            case NotCreated _ -> refused(JobRefusal.UNKNOWN_JOB);
            case Running run
            when run.attempt() == c.attempt() -> new Decision.Decided<>(failed(c, run, run.cancelRequested(), retries));
            case Queued queued
            when queued.attempt() == c.attempt() -> new Decision.Decided<>(failed(c, queued, null, retries));
            case Live _, Ended _ -> nothingToDo();
        };
    }

    /** After a cancel was asked for there is no other attempt: the person gets what they wanted, and pays nothing. */
    private static List<JobEvent> failed(
            RecordFailure c, Live job, @Nullable CancelledBy cancelRequested, RetryPolicy retries) {
        List<JobEvent> events = new ArrayList<>();
        events.add(new JobAttemptFailed(c.jobId(), c.attempt(), c.reason(), c.detail(), c.at()));
        if (cancelRequested != null) {
            events.add(new JobCancelled(c.jobId(), cancelRequested, Credits.ZERO, c.at()));
            return events;
        }
        int emptyRuns = job.emptyRuns() + (c.reason() == FailureReason.NO_OUTPUT ? 1 : 0);
        events.add(retries.delayAfter(c.attempt(), c.reason(), emptyRuns, c.jitter())
                .<JobEvent>map(delay -> {
                    Instant notBefore = c.at().plus(delay);
                    return new JobRetryScheduled(c.jobId(), c.attempt() + 1, notBefore);
                })
                .orElseGet(() -> new JobFailed(c.jobId(), c.reason(), c.at())));
        return events;
    }

    /** The worker says that it stopped; it is believed about the attempt it was asked to stop, and about no other. */
    private static Decision<JobEvent, JobRefusal> stop(RecordCancellation c, Job job) {
        return switch (job) {
            case NotCreated _ -> refused(JobRefusal.UNKNOWN_JOB);
            case Running run
            when run.attempt() == c.attempt() && run.cancelRequested() != null -> {
                Job.Terms terms = run.terms();
                Credits charge = CancelPrice.of(terms.price(), c.ran(), terms.attemptLimit());
                yield events(new JobCancelled(c.jobId(), run.cancelRequested(), charge, c.at()));
            }
            case Live _, Ended _ -> nothingToDo();
        };
    }

    private static Decision<JobEvent, JobRefusal> queue(QueueJob c, Job job) {
        return switch (job) {
            case NotCreated _ -> refused(JobRefusal.UNKNOWN_JOB);
            case WaitingForRetry waiting
            when waiting.nextAttempt() == c.attempt() -> events(new JobQueued(c.jobId(), c.attempt()));
            case Live _, Ended _ -> nothingToDo();
        };
    }

    /** Only a job that never started can have waited too long for its start. */
    private static Decision<JobEvent, JobRefusal> expire(ExpireJob c, Job job) {
        return switch (job) {
            case NotCreated _ -> refused(JobRefusal.UNKNOWN_JOB);
            case Queued queued
            when queued.attemptsStarted() == 0 -> events(new JobFailed(c.jobId(), FailureReason.TIMED_OUT, c.at()));
            case Live _, Ended _ -> nothingToDo();
        };
    }

    private static Decision<JobEvent, JobRefusal> cancel(CancelJob c, Job job) {
        return switch (job) {
            case NotCreated _ -> refused(JobRefusal.UNKNOWN_JOB);
            case Queued _, WaitingForRetry _ -> events(new JobCancelled(c.jobId(), c.by(), Credits.ZERO, c.at()));
            case Running run when run.cancelRequested() != null -> nothingToDo();
            case Running run -> events(new JobCancelRequested(c.jobId(), run.attempt(), c.by(), c.at()));
            case Cancelled _ -> nothingToDo();
            case Ended _ -> refused(JobRefusal.ENDED);
        };
    }

    private static Decision<JobEvent, JobRefusal> deliver(RecordDelivery c, Job job) {
        return switch (job) {
            case NotCreated _ -> refused(JobRefusal.UNKNOWN_JOB);
            case Live _ -> refused(JobRefusal.NOT_ENDED);
            case Ended ended
            when ended.aftermath().deliveries().contains(new Delivery(c.channel(), c.message())) -> nothingToDo();
            case Ended _ -> events(new ResultDelivered(c.jobId(), c.channel(), c.message(), c.at()));
        };
    }
}
