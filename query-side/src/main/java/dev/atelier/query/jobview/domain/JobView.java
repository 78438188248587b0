package dev.atelier.query.jobview.domain;

import static dev.atelier.contracts.job.JobState.CANCELLED;
import static dev.atelier.contracts.job.JobState.FAILED;
import static dev.atelier.contracts.job.JobState.QUEUED;
import static dev.atelier.contracts.job.JobState.RUNNING;
import static dev.atelier.contracts.job.JobState.SUCCEEDED;
import static dev.atelier.contracts.job.JobState.WAITING_FOR_RETRY;

import dev.atelier.contracts.job.Artifact;
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
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobState;
import dev.atelier.contracts.money.Credits;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands after {@code sequence} events of its stream, counted from 1: the status sequence by which clients
 * tell what they know already.
 *
 * @param lastFailure why the newest failed attempt failed, or why the job did
 * @param end how it ended, once it has
 * @param lateArtifacts results that came after the end: offered, never charged
 */
public record JobView(
        JobId id,
        long sequence,
        Request request,
        JobState state,
        Turn turn,
        boolean cancelRequested,
        @Nullable FailureReason lastFailure,
        @Nullable End end,
        List<Artifact> lateArtifacts) {

    /**
     * The newest attempt.
     *
     * @param attempt from 1; 0 before the first was queued
     * @param queuedAt since when it waits or waited for its turn
     * @param startedAt when it was claimed by a worker
     * @param nextAttemptAt not before when the next one is queued, while the job waits for a retry
     */
    public record Turn(
            int attempt,
            Instant queuedAt,
            @Nullable Instant startedAt,
            @Nullable Instant nextAttemptAt) {
        private Turn until(Instant notBefore) {
            return new Turn(attempt, queuedAt, null, notBefore);
        }
    }

    /** How a job ended. {@code charge} is what it cost. */
    public record End(Instant at, List<Artifact> artifacts, Credits charge) {}

    /** The view after one more event; what is known already changes nothing, and no event may be left out. */
    public static JobView apply(@Nullable JobView before, JobEvent event, Told told) {
        long known = before == null ? 0 : before.sequence;
        if (before != null && told.sequence() < known) {
            return before;
        }
        if (told.sequence() > known) {
            throw new IllegalStateException(event.jobId() + " misses events before " + told.sequence());
        }
        if (event instanceof JobCreated created) {
            return begin(created, told);
        }
        if (before == null) {
            throw new IllegalStateException(event.jobId() + " does not begin with its creation");
        }
        return before.next(event, told.at());
    }

    /** The view after an event that nobody can read: it counts in the stream and changes nothing. */
    public JobView skip() {
        return with(state, turn, lastFailure, end);
    }

    private static JobView begin(JobCreated e, Told told) {
        Turn turn = new Turn(0, told.at(), null, null);
        return new JobView(e.jobId(), 1, Request.of(e, told), QUEUED, turn, false, null, null, List.of());
    }

    private JobView next(JobEvent event, Instant at) {
        return switch (event) {
            case JobCreated _, ResultDelivered _ -> with(state, turn, lastFailure, end);
            case JobQueued e -> with(QUEUED, new Turn(e.attempt(), at, null, null), lastFailure, null);
            case JobStarted e -> with(RUNNING, new Turn(e.attempt(), turn.queuedAt(), e.at(), null), lastFailure, null);
            case JobAttemptFailed e -> with(state, turn, e.reason(), end);
            case JobRetryScheduled e -> with(WAITING_FOR_RETRY, turn.until(e.notBefore()), lastFailure, null);
            case JobCancelRequested _ -> with(true, lateArtifacts);
            case JobSucceeded e -> with(SUCCEEDED, turn, null, new End(e.at(), e.artifacts(), request.price()));
            case JobFailed e -> with(FAILED, turn, e.reason(), new End(e.at(), List.of(), Credits.ZERO));
            case JobCancelled e -> with(CANCELLED, turn, null, new End(e.at(), List.of(), e.charge()));
            case LateResultRecorded e -> with(cancelRequested, e.artifacts());
        };
    }

    private JobView with(JobState now, Turn newest, @Nullable FailureReason why, @Nullable End how) {
        return new JobView(id, sequence + 1, request, now, newest, cancelRequested, why, how, lateArtifacts);
    }

    private JobView with(boolean cancel, List<Artifact> late) {
        return new JobView(id, sequence + 1, request, state, turn, cancel, lastFailure, end, late);
    }
}
