package dev.atelier.command.job;

import dev.atelier.command.job.domain.Job;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobEvent.JobAttemptFailed;
import dev.atelier.contracts.job.JobEvent.JobCancelled;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobKind;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Counts what this process decided: {@code atelier.jobs} by the state that was entered and the kind, and the duration
 * of attempts, {@code atelier.attempt}, by how they ended.
 */
public class JobMeters {
    private final MeterRegistry meters;

    public JobMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    public void count(JobAnswer answer) {
        if (answer.decision().events().isEmpty()) {
            return;
        }
        String kind = kind(answer.after());
        if (!answer.before().getClass().equals(answer.after().getClass())) {
            String state = JobViews.state(answer.after()).word();
            meters.counter("atelier.jobs", "state", state, "kind", kind).increment();
        }
        if (answer.before() instanceof Job.Running run) {
            answer.decision().events().forEach(event -> attempt(run, event, kind));
        }
    }

    private void attempt(Job.Running run, JobEvent event, String kind) {
        switch (event) {
            case JobSucceeded e -> ended(run, e.at(), "succeeded", kind);
            case JobAttemptFailed e -> ended(run, e.at(), "failed", kind);
            case JobCancelled e -> ended(run, e.at(), "cancelled", kind);
            default -> {}
        }
    }

    private void ended(Job.Running run, Instant at, String outcome, String kind) {
        Duration ran = Duration.between(run.startedAt(), at);
        meters.timer("atelier.attempt", "outcome", outcome, "kind", kind)
                .record(ran.isNegative() ? Duration.ZERO : ran);
    }

    private static String kind(Job job) {
        JobKind kind = switch (job) {
            case Job.Live live -> live.terms().kind();
            case Job.Ended ended -> ended.terms().kind();
            case Job.NotCreated _ -> throw new IllegalStateException("no event leads to a job that is not created");
        };
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
