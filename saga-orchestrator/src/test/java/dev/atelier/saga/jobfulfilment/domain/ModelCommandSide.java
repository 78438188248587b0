package dev.atelier.saga.jobfulfilment.domain;

import dev.atelier.contracts.account.AccountCommand;
import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.job.CancelledBy;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand;
import dev.atelier.contracts.job.JobCommand.CancelJob;
import dev.atelier.contracts.job.JobCommand.ExpireJob;
import dev.atelier.contracts.job.JobCommand.QueueJob;
import dev.atelier.contracts.job.JobCommand.RecordCancellation;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.job.JobCommand.RecordSuccess;
import dev.atelier.contracts.job.JobCommand.StartAttempt;
import dev.atelier.contracts.job.JobEvent.JobAttemptFailed;
import dev.atelier.contracts.job.JobEvent.JobCancelRequested;
import dev.atelier.contracts.job.JobEvent.JobCancelled;
import dev.atelier.contracts.job.JobEvent.JobFailed;
import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobEvent.JobRetryScheduled;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.money.Credits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rules of one job and its hold, as short as they can be said: what the orchestrator's messages meet. */
final class ModelCommandSide {
    private static final int ATTEMPTS_MAX = 6;

    private enum State {
        QUEUED,
        RUNNING,
        WAITING,
        ENDED
    }

    record Stored(Object event, Instant recordedAt) {}

    private final VirtualTime time;
    private final List<Stored> log = new ArrayList<>();
    private State state = State.QUEUED;
    private int attempt = 1;
    private boolean cancelRequested;
    private boolean settled;
    private int settlements;

    ModelCommandSide(VirtualTime time) {
        this.time = time;
        store(Jobs.created());
        store(Jobs.queued(1));
    }

    List<Stored> log() {
        return log;
    }

    boolean isEnded() {
        return state == State.ENDED;
    }

    /** The event that ended the job; the one that settled its money is the last. */
    Object end() {
        return log.get(log.size() - 2).event();
    }

    int settlements() {
        return settlements;
    }

    /** Whether a claim was accepted. */
    boolean claim(StartAttempt claim) {
        if (state != State.QUEUED || claim.attempt() != attempt) {
            return false;
        }
        state = State.RUNNING;
        store(new JobStarted(Jobs.JOB, attempt, claim.worker(), claim.backendRun(), time.now()));
        return true;
    }

    void handle(JobCommand command) {
        switch (command) {
            case QueueJob queue when state == State.WAITING && queue.attempt() == attempt + 1 -> queue();
            case ExpireJob expire
            when state == State.QUEUED && attempt == 1 ->
                end(new JobFailed(Jobs.JOB, FailureReason.TIMED_OUT, time.now()));
            case RecordFailure failure when failure.attempt() == attempt && isUnderWay() -> fail(failure.reason());
            case RecordSuccess success
            when state != State.ENDED -> end(new JobSucceeded(Jobs.JOB, success.attempt(), List.of(), time.now()));
            case RecordCancellation cancellation
            when state == State.RUNNING && cancelRequested ->
                end(new JobCancelled(Jobs.JOB, CancelledBy.OWNER, Credits.of(3), time.now()));
            case CancelJob cancel when state == State.RUNNING && !cancelRequested -> requestCancel();
            case CancelJob cancel
            when state == State.QUEUED || state == State.WAITING ->
                end(new JobCancelled(Jobs.JOB, CancelledBy.OWNER, Credits.ZERO, time.now()));
            default -> {
                // Late, or twice: nothing to do.
            }
        }
    }

    void handle(AccountCommand command) {
        if (settled) {
            return;
        }
        settled = true;
        settlements++;
        store(
                command instanceof CaptureBalance capture
                        ? new BalanceCaptured(
                                Jobs.ACCOUNT, Jobs.JOB, capture.amount(), Jobs.PRICE.minus(capture.amount()))
                        : Jobs.refunded());
    }

    private boolean isUnderWay() {
        return state == State.QUEUED || state == State.RUNNING;
    }

    private void queue() {
        attempt++;
        state = State.QUEUED;
        store(new JobQueued(Jobs.JOB, attempt));
    }

    private void fail(FailureReason reason) {
        boolean cancelled = state == State.RUNNING && cancelRequested;
        store(new JobAttemptFailed(Jobs.JOB, attempt, reason, null, time.now()));
        if (cancelled) {
            end(new JobCancelled(Jobs.JOB, CancelledBy.OWNER, Credits.ZERO, time.now()));
        } else if (attempt == ATTEMPTS_MAX) {
            end(new JobFailed(Jobs.JOB, reason, time.now()));
        } else {
            state = State.WAITING;
            store(new JobRetryScheduled(Jobs.JOB, attempt + 1, time.now().plus(time.within(Duration.ofMinutes(5)))));
        }
    }

    private void requestCancel() {
        cancelRequested = true;
        store(new JobCancelRequested(Jobs.JOB, attempt, CancelledBy.OWNER, time.now()));
    }

    private void end(Object event) {
        state = State.ENDED;
        store(event);
    }

    private void store(Object event) {
        log.add(new Stored(event, time.now()));
    }
}
