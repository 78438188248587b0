package dev.atelier.saga.jobfulfilment;

import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobEvent.JobAttemptFailed;
import dev.atelier.contracts.job.JobEvent.JobCancelled;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.JobHappened;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment.Live;
import dev.atelier.saga.jobfulfilment.domain.Stage.Running;
import dev.atelier.saga.jobfulfilment.domain.Stage.Waiting;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How long attempts waited and ran. */
final class FulfilmentMeters {
    private final MeterRegistry meters;

    FulfilmentMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param before the state before the input was folded into it */
    void observe(JobFulfilment before, FulfilmentInput input) {
        if (before instanceof Live live && input instanceof JobHappened happened) {
            observe(live, happened.event());
        }
    }

    private void observe(Live live, JobEvent event) {
        if (event instanceof JobStarted started && live.stage() instanceof Waiting waiting) {
            meters.timer("atelier.attempt.wait", "pool", live.job().pool(), "kind", kind(live))
                    .record(between(waiting.since(), started.at()));
        } else if (live.stage() instanceof Running running) {
            switch (event) {
                case JobSucceeded succeeded -> ran(live, "succeeded", between(running.since(), succeeded.at()));
                case JobAttemptFailed failed -> ran(live, name(failed.reason()), between(running.since(), failed.at()));
                case JobCancelled cancelled -> ran(live, "cancelled", between(running.since(), cancelled.at()));
                default -> {
                    // The attempt goes on.
                }
            }
        }
    }

    private void ran(Live live, String outcome, Duration duration) {
        meters.timer("atelier.attempt.duration", "kind", kind(live), "outcome", outcome)
                .record(duration);
    }

    /** The two moments may come from clocks that differ a little. */
    private static Duration between(Instant start, Instant end) {
        return start.isBefore(end) ? Duration.between(start, end) : Duration.ZERO;
    }

    private static String kind(Live live) {
        return name(live.job().kind());
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
