package dev.atelier.saga.jobfulfilment.domain;

import static dev.atelier.contracts.account.RefundReason.JOB_CANCELLED;
import static dev.atelier.contracts.account.RefundReason.JOB_FAILED;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
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
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.AccountHappened;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.JobHappened;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.TimedOut;
import dev.atelier.saga.jobfulfilment.domain.Settlement.Capture;
import dev.atelier.saga.jobfulfilment.domain.Settlement.Release;
import dev.atelier.saga.jobfulfilment.domain.Stage.BackingOff;
import dev.atelier.saga.jobfulfilment.domain.Stage.Running;
import dev.atelier.saga.jobfulfilment.domain.Stage.Waiting;
import java.time.Instant;

/**
 * What is known of one job's fulfilment: a fold of stored events. It only ever moves forward, so an event that is seen
 * twice or late leaves it as it is.
 */
public sealed interface JobFulfilment {
    JobFulfilment NOT_BEGUN = new NotBegun();

    record NotBegun() implements JobFulfilment {}

    /**
     * The job has not ended.
     *
     * @param cancelRequested somebody asked to stop it
     * @param settled its money has moved already; only possible when events come out of order
     */
    record Live(JobCreated job, Stage stage, boolean cancelRequested, boolean settled) implements JobFulfilment {
        private Live at(Stage next) {
            return new Live(job, next, cancelRequested, settled);
        }
    }

    /** The job has ended, its money has not been seen to move. @param last where the job was when it ended */
    record Settling(JobCreated job, Stage last, Settlement settlement) implements JobFulfilment {}

    /** Nothing is left to do; absorbs everything. */
    record Ended(JobCreated job) implements JobFulfilment {}

    /** Something could not be understood: the job stands still here until somebody has looked at it. */
    record Parked(JobFulfilment last, String reason) implements JobFulfilment {}

    static JobFulfilment evolve(JobFulfilment state, FulfilmentInput input) {
        return switch (input) {
            case JobHappened happened -> evolve(state, happened);
            case AccountHappened happened -> isSettlement(happened.event()) ? settled(state) : state;
            case TimedOut timedOut -> state;
        };
    }

    private static JobFulfilment evolve(JobFulfilment state, JobHappened happened) {
        return switch (state) {
            case NotBegun notBegun -> happened.event() instanceof JobCreated created ? begun(created) : notBegun;
            case Live live -> evolve(live, happened.event(), happened.recordedAt());
            case Settling settling -> settling;
            case Ended ended -> ended;
            case Parked parked -> parked;
        };
    }

    private static JobFulfilment begun(JobCreated created) {
        return new Live(created, new Waiting(0, created.at()), false, false);
    }

    private static JobFulfilment evolve(Live live, JobEvent event, Instant recordedAt) {
        return switch (event) {
            case JobQueued queued ->
                isAhead(live, queued.attempt()) || isBackingOff(live, queued.attempt())
                        ? live.at(new Waiting(queued.attempt(), recordedAt))
                        : live;
            case JobStarted started ->
                isAhead(live, started.attempt()) || isWaiting(live, started.attempt())
                        ? live.at(new Running(started.attempt(), started.worker(), started.at()))
                        : live;
            case JobAttemptFailed failed ->
                isAhead(live, failed.attempt() + 1) ? live.at(new BackingOff(failed.attempt() + 1)) : live;
            case JobRetryScheduled scheduled ->
                isAhead(live, scheduled.nextAttempt()) ? live.at(new BackingOff(scheduled.nextAttempt())) : live;
            case JobCancelRequested requested -> new Live(live.job(), live.stage(), true, live.settled());
            case JobSucceeded succeeded -> ended(live, new Capture(live.job().price()));
            case JobFailed failed -> ended(live, new Release(JOB_FAILED));
            case JobCancelled cancelled -> ended(live, ofCancelled(cancelled));
            case JobCreated created -> live;
            case LateResultRecorded late -> live;
            case ResultDelivered delivered -> live;
        };
    }

    private static boolean isAhead(Live live, int attempt) {
        return attempt > live.stage().attempt();
    }

    private static boolean isWaiting(Live live, int attempt) {
        return live.stage() instanceof Waiting && live.stage().attempt() == attempt;
    }

    private static boolean isBackingOff(Live live, int attempt) {
        return live.stage() instanceof BackingOff && live.stage().attempt() == attempt;
    }

    private static JobFulfilment ended(Live live, Settlement settlement) {
        return live.settled() ? new Ended(live.job()) : new Settling(live.job(), live.stage(), settlement);
    }

    private static Settlement ofCancelled(JobCancelled cancelled) {
        return cancelled.charge().isZero() ? new Release(JOB_CANCELLED) : new Capture(cancelled.charge());
    }

    private static JobFulfilment settled(JobFulfilment state) {
        return switch (state) {
            case NotBegun notBegun -> notBegun;
            case Live live -> new Live(live.job(), live.stage(), live.cancelRequested(), true);
            case Settling settling -> new Ended(settling.job());
            case Ended ended -> ended;
            case Parked parked -> parked;
        };
    }

    private static boolean isSettlement(AccountEvent event) {
        return event instanceof BalanceCaptured || event instanceof BalanceRefunded;
    }
}
