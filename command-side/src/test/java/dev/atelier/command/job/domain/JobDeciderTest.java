package dev.atelier.command.job.domain;

import static dev.atelier.command.job.domain.JobSpec.JOB;
import static dev.atelier.command.job.domain.JobSpec.NOON;
import static dev.atelier.command.job.domain.JobSpec.attemptFailed;
import static dev.atelier.command.job.domain.JobSpec.create;
import static dev.atelier.command.job.domain.JobSpec.created;
import static dev.atelier.command.job.domain.JobSpec.delivered;
import static dev.atelier.command.job.domain.JobSpec.delivery;
import static dev.atelier.command.job.domain.JobSpec.emptySuccess;
import static dev.atelier.command.job.domain.JobSpec.expire;
import static dev.atelier.command.job.domain.JobSpec.failed;
import static dev.atelier.command.job.domain.JobSpec.failure;
import static dev.atelier.command.job.domain.JobSpec.given;
import static dev.atelier.command.job.domain.JobSpec.late;
import static dev.atelier.command.job.domain.JobSpec.queue;
import static dev.atelier.command.job.domain.JobSpec.queued;
import static dev.atelier.command.job.domain.JobSpec.retry;
import static dev.atelier.command.job.domain.JobSpec.start;
import static dev.atelier.command.job.domain.JobSpec.started;
import static dev.atelier.command.job.domain.JobSpec.succeeded;
import static dev.atelier.command.job.domain.JobSpec.success;
import static dev.atelier.contracts.job.FailureReason.ATTEMPT_LOST;
import static dev.atelier.contracts.job.FailureReason.BACKEND_UNAVAILABLE;
import static dev.atelier.contracts.job.FailureReason.NO_OUTPUT;
import static dev.atelier.contracts.job.FailureReason.TIMED_OUT;
import static dev.atelier.contracts.job.FailureReason.WORKFLOW_REJECTED;

import dev.atelier.contracts.job.JobCommand.RecordFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Attempts: claimed, proven, failed, tried again. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JobDeciderTest {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    @Test
    void a_new_job_waits_for_its_first_attempt() {
        given().when(create("same")).then(created(), queued(1));
    }

    @Test
    void creating_it_again_changes_nothing_and_with_other_words_is_refused() {
        given(created(), queued(1)).when(create("same")).thenNothing();
        given(created(), queued(1)).when(create("other")).thenRefused(JobRefusal.KEY_REUSED);
    }

    @Test
    void a_claim_is_granted_once_and_again_to_the_same_run() {
        given(created(), queued(1))
                .when(start(1))
                .then(started(1))
                .when(start(1))
                .thenNothing()
                .when(start(1, "worker-b", "run-1"))
                .thenRefused(JobRefusal.OTHER_WORKER);
    }

    @Test
    void a_claim_for_another_attempt_is_refused() {
        given(created(), queued(1)).when(start(2)).thenRefused(JobRefusal.OTHER_ATTEMPT);
        given(created(), queued(1), started(1), attemptFailed(1, ATTEMPT_LOST), retry(2, ONE_SECOND), queued(2))
                .when(start(1))
                .thenRefused(JobRefusal.OTHER_ATTEMPT);
    }

    @Test
    void a_failed_attempt_is_tried_again_after_a_delay() {
        given(created(), queued(1), started(1))
                .when(failure(1, BACKEND_UNAVAILABLE))
                .then(attemptFailed(1, BACKEND_UNAVAILABLE), retry(2, ONE_SECOND))
                .when(queue(2))
                .then(queued(2))
                .when(queue(2))
                .thenNothing();
    }

    @Test
    void the_delay_grows_by_its_jitter() {
        given(created(), queued(1), started(1))
                .when(new RecordFailure(JOB, 1, TIMED_OUT, null, NOON, 0.5))
                .then(attemptFailed(1, TIMED_OUT), retry(2, Duration.ofMillis(1100)));
    }

    @Test
    void five_retries_follow_their_delays_and_then_the_job_has_failed() {
        JobSpec spec = given(created(), queued(1));
        List<Duration> delays = RetryPolicy.DEFAULT.delays();
        for (int attempt = 1; attempt <= delays.size(); attempt++) {
            spec.when(start(attempt))
                    .when(failure(attempt, TIMED_OUT))
                    .then(attemptFailed(attempt, TIMED_OUT), retry(attempt + 1, delays.get(attempt - 1)))
                    .when(queue(attempt + 1))
                    .then(queued(attempt + 1));
        }
        spec.when(start(6)).when(failure(6, TIMED_OUT)).then(attemptFailed(6, TIMED_OUT), failed(TIMED_OUT));
    }

    @Test
    void what_would_fail_again_is_not_tried_again() {
        given(created(), queued(1), started(1))
                .when(failure(1, WORKFLOW_REJECTED))
                .then(attemptFailed(1, WORKFLOW_REJECTED), failed(WORKFLOW_REJECTED));
    }

    @Test
    void nothing_to_show_is_forgiven_once_whatever_lies_between() {
        given(created(), queued(1), started(1))
                .when(emptySuccess(1))
                .then(attemptFailed(1, NO_OUTPUT), retry(2, ONE_SECOND))
                .when(queue(2))
                .when(start(2))
                .when(failure(2, TIMED_OUT))
                .then(attemptFailed(2, TIMED_OUT), retry(3, Duration.ofSeconds(5)))
                .when(queue(3))
                .when(start(3))
                .when(failure(3, NO_OUTPUT))
                .then(attemptFailed(3, NO_OUTPUT), failed(NO_OUTPUT));
    }

    @Test
    void an_older_attempts_failure_changes_nothing() {
        given(created(), queued(1), started(1), attemptFailed(1, ATTEMPT_LOST), retry(2, ONE_SECOND), queued(2))
                .when(failure(1, ATTEMPT_LOST))
                .thenNothing()
                .when(start(2))
                .when(failure(1, TIMED_OUT))
                .thenNothing();
    }

    @Test
    void an_attempt_whose_order_got_lost_fails_without_having_started() {
        given(created(), queued(1), started(1), attemptFailed(1, TIMED_OUT), retry(2, ONE_SECOND), queued(2))
                .when(failure(2, ATTEMPT_LOST))
                .then(attemptFailed(2, ATTEMPT_LOST), retry(3, Duration.ofSeconds(5)))
                .when(failure(2, ATTEMPT_LOST))
                .thenNothing();
    }

    @Test
    void a_proven_result_of_any_attempt_ends_a_live_job() {
        given(created(), queued(1), started(1), attemptFailed(1, ATTEMPT_LOST), retry(2, ONE_SECOND))
                .when(success(1))
                .then(succeeded(1));
        given(
                        created(),
                        queued(1),
                        started(1),
                        attemptFailed(1, ATTEMPT_LOST),
                        retry(2, ONE_SECOND),
                        queued(2),
                        started(2))
                .when(success(1))
                .then(succeeded(1))
                .when(success(2))
                .then(late(2));
    }

    @Test
    void a_result_of_an_attempt_that_never_ran_is_refused() {
        given(created(), queued(1)).when(success(1)).thenRefused(JobRefusal.OTHER_ATTEMPT);
        given(created(), queued(1), started(1)).when(success(2)).thenRefused(JobRefusal.OTHER_ATTEMPT);
        given(created(), queued(1), started(1)).when(success(0)).thenRefused(JobRefusal.OTHER_ATTEMPT);
    }

    @Test
    void a_result_after_the_end_is_kept_once() {
        given(created(), queued(1), started(1), attemptFailed(1, WORKFLOW_REJECTED), failed(WORKFLOW_REJECTED))
                .when(success(1))
                .then(late(1))
                .when(success(1))
                .thenNothing();
    }

    @Test
    void only_a_job_that_never_started_waited_too_long() {
        given(created(), queued(1)).when(expire()).then(failed(TIMED_OUT));
        given(created(), queued(1), started(1)).when(expire()).thenNothing();
        given(created(), queued(1), started(1), attemptFailed(1, TIMED_OUT), retry(2, ONE_SECOND), queued(2))
                .when(expire())
                .thenNothing();
    }

    @Test
    void a_delivery_is_recorded_once_per_message_and_only_after_the_end() {
        given(created(), queued(1), started(1)).when(delivery("7")).thenRefused(JobRefusal.NOT_ENDED);
        given(created(), queued(1), started(1), succeeded(1))
                .when(delivery("7"))
                .then(delivered("7"))
                .when(delivery("7"))
                .thenNothing()
                .when(delivery("8"))
                .then(delivered("8"));
    }

    @Test
    void no_retries_means_that_the_first_failure_is_the_end() {
        given(created(), queued(1), started(1))
                .under(new RetryPolicy(0, List.of(ONE_SECOND)))
                .when(failure(1, TIMED_OUT))
                .then(attemptFailed(1, TIMED_OUT), failed(TIMED_OUT));
    }
}
