package dev.atelier.saga.jobfulfilment.domain;

import static dev.atelier.contracts.job.FailureReason.ATTEMPT_LOST;
import static dev.atelier.contracts.job.FailureReason.TIMED_OUT;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand.ExpireJob;
import dev.atelier.contracts.job.JobCommand.QueueJob;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
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
import dev.atelier.contracts.job.JobId;
import dev.atelier.saga.jobfulfilment.domain.Effect.Cancel;
import dev.atelier.saga.jobfulfilment.domain.Effect.CancelAll;
import dev.atelier.saga.jobfulfilment.domain.Effect.CancelAttempt;
import dev.atelier.saga.jobfulfilment.domain.Effect.End;
import dev.atelier.saga.jobfulfilment.domain.Effect.Order;
import dev.atelier.saga.jobfulfilment.domain.Effect.Start;
import dev.atelier.saga.jobfulfilment.domain.Effect.StartAfter;
import dev.atelier.saga.jobfulfilment.domain.Effect.Tell;
import dev.atelier.saga.jobfulfilment.domain.Effect.TellAccount;
import dev.atelier.saga.jobfulfilment.domain.Effect.TellJob;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.AccountHappened;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.JobHappened;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.TimedOut;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment.Ended;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment.Live;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment.NotBegun;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment.Parked;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment.Settling;
import dev.atelier.saga.jobfulfilment.domain.Stage.BackingOff;
import dev.atelier.saga.jobfulfilment.domain.Stage.Running;
import dev.atelier.saga.jobfulfilment.domain.Stage.Waiting;
import dev.atelier.saga.jobfulfilment.domain.Timeout.AttemptOverdue;
import dev.atelier.saga.jobfulfilment.domain.Timeout.BackOffOver;
import dev.atelier.saga.jobfulfilment.domain.Timeout.CancelUnanswered;
import dev.atelier.saga.jobfulfilment.domain.Timeout.RestartOverdue;
import dev.atelier.saga.jobfulfilment.domain.Timeout.SettlementUnseen;
import dev.atelier.saga.jobfulfilment.domain.Timeout.StartOverdue;
import dev.atelier.saga.jobfulfilment.domain.Timeout.WorkerSilent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What follows from what: it orders runs, watches them, and settles the money of a job that has ended, until it sees
 * that the money has moved. It never decides how a job ends; that is the job's own rules, which a due timeout asks.
 */
public final class JobFulfilmentProcess {
    private static final Set<Class<? extends Timeout>> UNTIL_STARTED =
            Set.of(StartOverdue.class, RestartOverdue.class, BackOffOver.class);
    private static final Set<Class<? extends Timeout>> OF_AN_ATTEMPT = Set.of(
            StartOverdue.class, RestartOverdue.class, AttemptOverdue.class, WorkerSilent.class, CancelUnanswered.class);

    private final Patience patience;

    public JobFulfilmentProcess(Patience patience) {
        this.patience = patience;
    }

    /** @param state as it is after the input was folded into it */
    public List<Effect> react(JobFulfilment state, FulfilmentInput input) {
        return switch (state) {
            case NotBegun notBegun -> List.of();
            case Live live ->
                switch (input) {
                    case JobHappened happened -> onEvent(live, happened.event(), happened.recordedAt());
                    case AccountHappened happened -> List.of();
                    case TimedOut timedOut -> List.of(onTimeout(timedOut));
                };
            case Settling settling ->
                switch (input) {
                    case JobHappened happened ->
                        isEnd(happened.event()) ? onEnd(settling, happened.event()) : List.of();
                    case AccountHappened happened -> List.of();
                    case TimedOut timedOut -> List.of(onTimeout(timedOut));
                };
            case Ended ended -> List.of(new End(ended.job().jobId()));
            case Parked parked -> List.of();
        };
    }

    /** What a due timeout asks for. It needs no state: the job and the account know what is out of date. */
    public static Tell onTimeout(TimedOut input) {
        JobId jobId = input.timeout().jobId();
        return switch (input.timeout()) {
            case StartOverdue timeout -> new TellJob(new ExpireJob(jobId, input.at()));
            case RestartOverdue timeout -> failed(input, ATTEMPT_LOST);
            case AttemptOverdue timeout -> failed(input, TIMED_OUT);
            case WorkerSilent timeout -> failed(input, ATTEMPT_LOST);
            case CancelUnanswered timeout -> failed(input, ATTEMPT_LOST);
            case BackOffOver timeout -> new TellJob(new QueueJob(jobId, timeout.attempt()));
            case SettlementUnseen timeout ->
                new TellAccount(timeout.settlement().command(timeout.accountId(), jobId));
        };
    }

    private static Tell failed(TimedOut input, FailureReason reason) {
        Timeout timeout = input.timeout();
        return new TellJob(
                new RecordFailure(timeout.jobId(), timeout.attempt(), reason, null, input.at(), input.jitter()));
    }

    private List<Effect> onEvent(Live live, JobEvent event, Instant recordedAt) {
        return switch (event) {
            case JobCreated created -> live.stage().attempt() == 0 ? List.of(startOverdue(created)) : List.of();
            case JobQueued queued -> onQueued(live, queued, recordedAt);
            case JobStarted started -> onStarted(live, started);
            case JobAttemptFailed failed -> live.stage() instanceof BackingOff ? List.of(attemptOver(live)) : List.of();
            case JobRetryScheduled scheduled -> onRetryScheduled(live, scheduled);
            case JobCancelRequested requested -> stop(live);
            case JobSucceeded succeeded -> List.of();
            case JobFailed failed -> List.of();
            case JobCancelled cancelled -> List.of();
            case LateResultRecorded late -> List.of();
            case ResultDelivered delivered -> List.of();
        };
    }

    private static Effect startOverdue(JobCreated created) {
        return new Start(new StartOverdue(created.jobId()), created.at().plus(created.startLimit()));
    }

    private static Effect attemptOver(Live live) {
        return new Cancel(live.job().jobId(), OF_AN_ATTEMPT);
    }

    private static List<Effect> onQueued(Live live, JobQueued queued, Instant recordedAt) {
        if (!(live.stage() instanceof Waiting waiting && waiting.attempt() == queued.attempt())) {
            return List.of();
        }
        JobCreated job = live.job();
        List<Effect> effects = new ArrayList<>();
        effects.add(new Cancel(job.jobId(), Set.of(BackOffOver.class)));
        effects.add(new Order(job, queued.attempt()));
        if (queued.attempt() > 1) {
            Timeout timeout = new RestartOverdue(job.jobId(), queued.attempt());
            effects.add(new Start(timeout, recordedAt.plus(job.startLimit())));
        }
        return effects;
    }

    private List<Effect> onStarted(Live live, JobStarted started) {
        if (!(live.stage() instanceof Running running && running.attempt() == started.attempt())) {
            return List.of();
        }
        JobId jobId = started.jobId();
        List<Effect> effects = new ArrayList<>();
        effects.add(new Cancel(jobId, UNTIL_STARTED));
        effects.add(new Start(
                new AttemptOverdue(jobId, started.attempt()),
                started.at().plus(live.job().attemptLimit())));
        effects.add(new StartAfter(new WorkerSilent(jobId, started.attempt()), patience.heartbeats()));
        if (live.cancelRequested()) {
            effects.addAll(stop(live));
        }
        return effects;
    }

    private static List<Effect> onRetryScheduled(Live live, JobRetryScheduled scheduled) {
        if (!live.stage().equals(new BackingOff(scheduled.nextAttempt()))) {
            return List.of();
        }
        Timeout backOff = new BackOffOver(scheduled.jobId(), scheduled.nextAttempt());
        return List.of(attemptOver(live), new Start(backOff, scheduled.notBefore()));
    }

    private List<Effect> stop(Live live) {
        if (!(live.stage() instanceof Running running)) {
            return List.of();
        }
        JobId jobId = live.job().jobId();
        return List.of(
                new CancelAttempt(jobId, running.attempt(), running.worker()),
                new StartAfter(new CancelUnanswered(jobId, running.attempt()), patience.cancelAnswer()));
    }

    private static boolean isEnd(JobEvent event) {
        return event instanceof JobSucceeded || event instanceof JobFailed || event instanceof JobCancelled;
    }

    /** Sends the settling command and keeps sending it; an attempt that the result overtook is stopped. */
    private List<Effect> onEnd(Settling settling, JobEvent event) {
        JobCreated job = settling.job();
        JobId jobId = job.jobId();
        Settlement settlement = settling.settlement();
        List<Effect> effects = new ArrayList<>();
        effects.add(new CancelAll(jobId));
        effects.add(new TellAccount(settlement.command(job.accountId(), jobId)));
        effects.add(new StartAfter(new SettlementUnseen(jobId, job.accountId(), settlement), patience.settlement()));
        if (event instanceof JobSucceeded succeeded
                && settling.last() instanceof Running running
                && running.attempt() != succeeded.attempt()) {
            effects.add(new CancelAttempt(jobId, running.attempt(), running.worker()));
        }
        return effects;
    }
}
