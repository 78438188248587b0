package dev.atelier.gpu.runpod;

import dev.atelier.contracts.job.FailureReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do next about a job, from what was seen of it so far. Pure: the time comes in, what is to be done goes
 * out.
 */
final class JobWatch {
    /** Asked again because a cancel may be lost, or refused for being one too many. */
    private static final Duration STOP_AGAIN = Duration.ofSeconds(5);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);

    /** What to do next. */
    sealed interface Step {
        /** Look again after a while. */
        record Pause(Duration duration) implements Step {}

        /** Ask RunPod to cancel the job, then look again. */
        record Stop() implements Step {}

        /** Fetch what it made. */
        record Finish(List<Output> outputs, Duration ran) implements Step {}

        /** It was stopped, as was asked. */
        record Stopped(Duration ran) implements Step {}

        /**
         * It failed.
         *
         * @param takeBack whether the job may still go on, and cost money
         */
        record GiveUp(FailureReason reason, String detail, boolean takeBack) implements Step {}
    }

    private final RunPodSettings settings;
    private final Instant limit;
    private Duration pause;
    private @Nullable Instant stopAsked;
    private @Nullable Instant executingSince;
    private @Nullable Instant stateSince;
    private @Nullable Class<?> stateKind;

    /** @param limit when the run has to be over */
    JobWatch(RunPodSettings settings, Instant limit) {
        this.settings = settings;
        this.limit = limit;
        this.pause = settings.pollFirst();
    }

    Step next(JobState state, boolean cancelRequested, Instant now) {
        Duration inState = remember(state, now);
        return switch (state) {
            case JobState.Completed completed -> new Step.Finish(completed.outputs(), completed.ran());
            case JobState.Broken broken -> new Step.GiveUp(broken.reason(), broken.detail(), false);
            case JobState.Cancelled cancelled -> cancelled(cancelled.ran(), cancelRequested, now);
            case JobState.Unknown _
            when inState.compareTo(settings.settleTime()) >= 0 -> vanished(cancelRequested, now);
            case JobState.Away away
            when inState.compareTo(settings.awayLimit()) >= 0 ->
                new Step.GiveUp(FailureReason.CONNECTION_LOST, away.why(), true);
            case JobState.Throttled throttled -> goOn(throttled.delay(), cancelRequested, now);
            case JobState.Waiting _, JobState.Executing _, JobState.Unknown _, JobState.Away _ ->
                goOn(Duration.ZERO, cancelRequested, now);
        };
    }

    private Step cancelled(Duration ran, boolean cancelRequested, Instant now) {
        if (cancelRequested) {
            return new Step.Stopped(ran.isPositive() ? ran : seenRunning(now));
        }
        return isOverdue(now)
                ? timedOut(false)
                : new Step.GiveUp(FailureReason.ATTEMPT_LOST, "the job was cancelled by somebody else", false);
    }

    /** A job that we asked to be gone may be gone; another one was lost, or its result has expired. */
    private Step vanished(boolean cancelRequested, Instant now) {
        if (stopAsked != null && cancelRequested) {
            return new Step.Stopped(seenRunning(stopAsked));
        }
        return isOverdue(now)
                ? timedOut(false)
                : new Step.GiveUp(FailureReason.ATTEMPT_LOST, "RunPod knows the job no longer", false);
    }

    private Step goOn(Duration atLeast, boolean cancelRequested, Instant now) {
        if (!now.isBefore(limit.plus(settings.stopGrace()))) {
            return timedOut(true);
        }
        boolean mayAsk = stopAsked == null || !now.isBefore(stopAsked.plus(STOP_AGAIN));
        if ((cancelRequested || isOverdue(now)) && mayAsk) {
            stopAsked = now;
            pause = settings.pollFirst();
            return new Step.Stop();
        }
        Duration next = pause.compareTo(atLeast) < 0 ? atLeast : pause;
        pause = shorter(pause.multipliedBy(3).dividedBy(2), settings.pollLongest());
        return new Step.Pause(untilLimit(next, now));
    }

    /** No longer than until the next deadline, so that none is overslept. */
    private Duration untilLimit(Duration wanted, Instant now) {
        Instant deadline = isOverdue(now) ? limit.plus(settings.stopGrace()) : limit;
        Duration left = Duration.between(now, deadline);
        return shorter(wanted, left.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : left);
    }

    /** How long the job has been seen in this state without a break; a new one is worth looking at more often. */
    private Duration remember(JobState state, Instant now) {
        if (stateSince == null || state.getClass() != stateKind) {
            stateKind = state.getClass();
            stateSince = now;
            pause = settings.pollFirst();
        }
        if (state instanceof JobState.Executing && executingSince == null) {
            executingSince = now;
        }
        return Duration.between(stateSince, now);
    }

    private Duration seenRunning(Instant until) {
        return executingSince == null ? Duration.ZERO : Duration.between(executingSince, until);
    }

    private boolean isOverdue(Instant now) {
        return !now.isBefore(limit);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Step timedOut(boolean takeBack) {
        return new Step.GiveUp(FailureReason.TIMED_OUT, "the run took longer than it may", takeBack);
    }
}
