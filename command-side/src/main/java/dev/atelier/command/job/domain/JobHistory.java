package dev.atelier.command.job.domain;

import dev.atelier.command.job.domain.Job.Aftermath;
import dev.atelier.command.job.domain.Job.Cancelled;
import dev.atelier.command.job.domain.Job.Delivery;
import dev.atelier.command.job.domain.Job.Ended;
import dev.atelier.command.job.domain.Job.Failed;
import dev.atelier.command.job.domain.Job.Live;
import dev.atelier.command.job.domain.Job.Queued;
import dev.atelier.command.job.domain.Job.Running;
import dev.atelier.command.job.domain.Job.Succeeded;
import dev.atelier.command.job.domain.Job.Terms;
import dev.atelier.command.job.domain.Job.WaitingForRetry;
import dev.atelier.contracts.job.FailureReason;
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
import java.util.Set;

/** How each event changes a job. A stream that tells an impossible story is an {@link IllegalStateException}. */
final class JobHistory {
    private JobHistory() {}

    static Job evolve(Job job, JobEvent event) {
        return switch (event) {
            case JobCreated e -> new Queued(terms(e), 1, 0);
            case JobQueued e -> {
                Live live = live(job, event);
                yield new Queued(live.terms(), e.attempt(), live.emptyRuns());
            }
            case JobStarted e -> {
                Live live = live(job, event);
                yield new Running(
                        live.terms(), e.attempt(), live.emptyRuns(), e.worker(), e.backendRun(), e.at(), null);
            }
            case JobAttemptFailed e -> afterFailure(live(job, event), e);
            case JobRetryScheduled e -> {
                Live live = live(job, event);
                yield new WaitingForRetry(live.terms(), e.nextAttempt(), live.emptyRuns());
            }
            case JobCancelRequested e -> cancelling(running(job, event), e);
            case JobSucceeded e -> {
                Live live = live(job, event);
                yield new Succeeded(live.terms(), end(live).withResult(e.attempt()));
            }
            case JobFailed e -> {
                Live live = live(job, event);
                yield new Failed(live.terms(), e.reason(), end(live));
            }
            case JobCancelled e -> {
                Live live = live(job, event);
                yield new Cancelled(live.terms(), e.charge(), end(live));
            }
            case LateResultRecorded e -> {
                Ended ended = ended(job, event);
                yield with(ended, ended.aftermath().withResult(e.attempt()));
            }
            case ResultDelivered e -> {
                Ended ended = ended(job, event);
                yield with(ended, ended.aftermath().withDelivery(new Delivery(e.channel(), e.message())));
            }
        };
    }

    private static Terms terms(JobCreated e) {
        return new Terms(e.owner(), e.accountId(), e.kind(), e.price(), e.attemptLimit(), e.fingerprint());
    }

    /** Counts what is forgiven once; what the failure leads to is told by the event that follows. */
    private static Live afterFailure(Live live, JobAttemptFailed event) {
        int emptyRuns = live.emptyRuns() + (event.reason() == FailureReason.NO_OUTPUT ? 1 : 0);
        return switch (live) {
            case Queued q -> new Queued(q.terms(), q.attempt(), emptyRuns);
            case WaitingForRetry w -> new WaitingForRetry(w.terms(), w.nextAttempt(), emptyRuns);
            case Running r ->
                new Running(
                        r.terms(),
                        r.attempt(),
                        emptyRuns,
                        r.worker(),
                        r.backendRun(),
                        r.startedAt(),
                        r.cancelRequested());
        };
    }

    private static Running cancelling(Running r, JobCancelRequested event) {
        return new Running(
                r.terms(), r.attempt(), r.emptyRuns(), r.worker(), r.backendRun(), r.startedAt(), event.by());
    }

    private static Aftermath end(Live live) {
        return new Aftermath(live.attemptsStarted(), Set.of(), Set.of());
    }

    private static Job with(Ended ended, Aftermath aftermath) {
        return switch (ended) {
            case Succeeded s -> new Succeeded(s.terms(), aftermath);
            case Failed f -> new Failed(f.terms(), f.reason(), aftermath);
            case Cancelled c -> new Cancelled(c.terms(), c.charge(), aftermath);
        };
    }

    private static Live live(Job job, JobEvent event) {
        return job instanceof Live live ? live : impossible(job, event);
    }

    private static Running running(Job job, JobEvent event) {
        return job instanceof Running running ? running : impossible(job, event);
    }

    private static Ended ended(Job job, JobEvent event) {
        return job instanceof Ended ended ? ended : impossible(job, event);
    }

    private static <T> T impossible(Job job, JobEvent event) {
        throw new IllegalStateException(
                event.getClass().getSimpleName() + " after " + job.getClass().getSimpleName());
    }
}
