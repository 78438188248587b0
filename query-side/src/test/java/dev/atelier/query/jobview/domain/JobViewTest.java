package dev.atelier.query.jobview.domain;

import static dev.atelier.query.Story.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.atelier.contracts.job.CancelledBy;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.job.JobState;
import dev.atelier.contracts.money.Credits;
import dev.atelier.query.Story;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobViewTest {
    private static final JobEvent CREATED = Story.created(1, 1, JobKind.IMAGE, "layer 7");

    private static JobView fold(JobEvent... events) {
        JobView view = null;
        for (int i = 0; i < events.length; i++) {
            view = apply(view, events[i], i);
        }
        return Objects.requireNonNull(view);
    }

    private static JobView apply(@Nullable JobView view, JobEvent event, long sequence) {
        return JobView.apply(view, event, new Told(sequence, NOON.plusSeconds(sequence), Story::unseal));
    }

    @Test
    void aCreatedJobIsQueuedAndShowsWhatWasAskedFor() {
        JobView view = fold(CREATED);
        assertThat(view.state()).isEqualTo(JobState.QUEUED);
        assertThat(view.sequence()).isEqualTo(1);
        assertThat(view.request().clientReference()).isEqualTo("layer 7");
        assertThat(view.request().createdAt()).isEqualTo(NOON);
    }

    @Test
    void erasedTextIsGone() {
        JobView view = JobView.apply(null, CREATED, new Told(0, NOON, text -> Optional.empty()));
        assertThat(view.request().clientReference()).isNull();
    }

    @Test
    void aRunningJobShowsItsAttempt() {
        JobView view = fold(CREATED, Story.queued(1, 1), Story.started(1, 1, NOON.plusSeconds(9)));
        assertThat(view.state()).isEqualTo(JobState.RUNNING);
        assertThat(view.turn()).isEqualTo(new JobView.Turn(1, NOON.plusSeconds(1), NOON.plusSeconds(9), null));
        assertThat(view.sequence()).isEqualTo(3);
    }

    @Test
    void aFailedAttemptWaitsAndRunsAgain() {
        JobEvent[] untilRetry = {
            CREATED,
            Story.queued(1, 1),
            Story.started(1, 1, NOON),
            Story.attemptFailed(1, 1, FailureReason.OUT_OF_MEMORY),
            Story.retryScheduled(1, 2, NOON.plusSeconds(60))
        };
        JobView waiting = fold(untilRetry);
        assertThat(waiting.state()).isEqualTo(JobState.WAITING_FOR_RETRY);
        assertThat(waiting.turn().nextAttemptAt()).isEqualTo(NOON.plusSeconds(60));
        assertThat(waiting.lastFailure()).isEqualTo(FailureReason.OUT_OF_MEMORY);

        JobView again = apply(waiting, Story.queued(1, 2), 5);
        assertThat(again.state()).isEqualTo(JobState.QUEUED);
        assertThat(again.turn()).isEqualTo(new JobView.Turn(2, NOON.plusSeconds(5), null, null));
    }

    @Test
    void successHasArtifactsAndCostsThePrice() {
        JobView view =
                fold(CREATED, Story.queued(1, 1), Story.started(1, 1, NOON), Story.succeeded(1, NOON.plusSeconds(30)));
        assertThat(view.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(view.end())
                .isEqualTo(new JobView.End(NOON.plusSeconds(30), List.of(Story.artifact(1)), Credits.of(3)));
        assertThat(view.lastFailure()).isNull();
    }

    @Test
    void failureNamesItsReasonAndCostsNothing() {
        JobView view = fold(
                CREATED,
                Story.queued(1, 1),
                Story.attemptFailed(1, 1, FailureReason.INVALID_INPUT),
                Story.failed(1, FailureReason.INVALID_INPUT, NOON));
        assertThat(view.state()).isEqualTo(JobState.FAILED);
        assertThat(view.lastFailure()).isEqualTo(FailureReason.INVALID_INPUT);
        assertThat(view.end()).isEqualTo(new JobView.End(NOON, List.of(), Credits.ZERO));
    }

    @Test
    void aCancelledJobCostsWhatItsEventSays() {
        JobView asked = fold(
                CREATED,
                Story.queued(1, 1),
                Story.started(1, 1, NOON),
                new JobEvent.JobCancelRequested(Story.job(1), 1, CancelledBy.OWNER, NOON));
        assertThat(asked.state()).isEqualTo(JobState.RUNNING);
        assertThat(asked.cancelRequested()).isTrue();

        JobView ended =
                apply(asked, new JobEvent.JobCancelled(Story.job(1), CancelledBy.OWNER, Credits.of(2), NOON), 4);
        assertThat(ended.state()).isEqualTo(JobState.CANCELLED);
        assertThat(Objects.requireNonNull(ended.end()).charge()).isEqualTo(Credits.of(2));
    }

    @Test
    void aLateResultIsOfferedAfterTheEndAndChangesNothingElse() {
        JobView failed = fold(CREATED, Story.queued(1, 1), Story.failed(1, FailureReason.ATTEMPT_LOST, NOON));
        JobView late =
                apply(failed, new JobEvent.LateResultRecorded(Story.job(1), 1, List.of(Story.artifact(1)), NOON), 3);
        assertThat(late.lateArtifacts()).containsExactly(Story.artifact(1));
        assertThat(late.state()).isEqualTo(JobState.FAILED);
        assertThat(late.end()).isEqualTo(failed.end());

        JobView delivered = apply(late, new JobEvent.ResultDelivered(Story.job(1), "telegram", "m1", NOON), 4);
        assertThat(delivered.sequence()).isEqualTo(5);
        assertThat(delivered.state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void anEventThatComesAgainChangesNothing() {
        JobView view = fold(CREATED, Story.queued(1, 1), Story.started(1, 1, NOON));
        assertThat(apply(view, Story.queued(1, 1), 1)).isSameAs(view);
        assertThat(apply(view, CREATED, 0)).isSameAs(view);
    }

    @Test
    void noEventMayBeLeftOut() {
        assertThatIllegalStateException().isThrownBy(() -> apply(null, Story.queued(1, 1), 1));
        assertThatIllegalStateException().isThrownBy(() -> apply(null, Story.queued(1, 1), 0));
        assertThatIllegalStateException().isThrownBy(() -> apply(fold(CREATED), Story.started(1, 1, NOON), 2));
    }
}
