package dev.atelier.command.job.domain;

import static dev.atelier.command.job.domain.JobSpec.LIMIT;
import static dev.atelier.command.job.domain.JobSpec.attemptFailed;
import static dev.atelier.command.job.domain.JobSpec.cancel;
import static dev.atelier.command.job.domain.JobSpec.cancelRequested;
import static dev.atelier.command.job.domain.JobSpec.cancelled;
import static dev.atelier.command.job.domain.JobSpec.created;
import static dev.atelier.command.job.domain.JobSpec.failure;
import static dev.atelier.command.job.domain.JobSpec.given;
import static dev.atelier.command.job.domain.JobSpec.queued;
import static dev.atelier.command.job.domain.JobSpec.retry;
import static dev.atelier.command.job.domain.JobSpec.start;
import static dev.atelier.command.job.domain.JobSpec.started;
import static dev.atelier.command.job.domain.JobSpec.stopped;
import static dev.atelier.command.job.domain.JobSpec.succeeded;
import static dev.atelier.command.job.domain.JobSpec.success;
import static dev.atelier.contracts.job.FailureReason.BACKEND_UNAVAILABLE;
import static dev.atelier.contracts.job.FailureReason.TIMED_OUT;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Cancels, and what they cost. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JobCancelTest {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    @Test
    void a_claim_after_a_cancel_is_refused_even_to_the_run_that_had_it() {
        given(created(), queued(1), started(1), cancelRequested(1))
                .when(start(1))
                .thenRefused(JobRefusal.CANCEL_REQUESTED);
        given(created(), queued(1), cancelled(0)).when(start(1)).thenRefused(JobRefusal.ENDED);
    }

    @Test
    void a_waiting_job_is_cancelled_at_once_and_costs_nothing() {
        given(created(), queued(1))
                .when(cancel())
                .then(cancelled(0))
                .when(cancel())
                .thenNothing();
        given(created(), queued(1), started(1), attemptFailed(1, TIMED_OUT), retry(2, ONE_SECOND))
                .when(cancel())
                .then(cancelled(0));
    }

    @Test
    void a_running_job_is_asked_to_stop_and_costs_the_time_it_ran() {
        given(created(), queued(1), started(1))
                .when(cancel())
                .then(cancelRequested(1))
                .when(cancel())
                .thenNothing()
                .when(stopped(1, Duration.ofSeconds(59)))
                .then(cancelled(4));
    }

    @Test
    void a_cancelled_run_never_costs_more_than_the_price_and_nothing_when_it_never_began() {
        given(created(), queued(1), started(1), cancelRequested(1))
                .when(stopped(1, LIMIT.multipliedBy(3)))
                .then(cancelled(10));
        given(created(), queued(1), started(1), cancelRequested(1))
                .when(stopped(1, Duration.ZERO))
                .then(cancelled(0));
    }

    @Test
    void a_worker_that_stops_unasked_is_not_believed() {
        given(created(), queued(1), started(1))
                .when(stopped(1, Duration.ofSeconds(10)))
                .thenNothing();
    }

    @Test
    void a_result_that_was_faster_than_the_cancel_counts() {
        given(created(), queued(1), started(1), cancelRequested(1))
                .when(success(1))
                .then(succeeded(1))
                .when(stopped(1, Duration.ofSeconds(10)))
                .thenNothing()
                .when(cancel())
                .thenRefused(JobRefusal.ENDED);
    }

    @Test
    void a_failure_after_a_cancel_is_never_tried_again_and_costs_nothing() {
        given(created(), queued(1), started(1), cancelRequested(1))
                .when(failure(1, BACKEND_UNAVAILABLE))
                .then(attemptFailed(1, BACKEND_UNAVAILABLE), cancelled(0));
    }
}
