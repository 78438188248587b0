package dev.atelier.gpu.comfyui;

import dev.atelier.contracts.job.FailureReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do next about a run, from what was seen of it so far. Pure: the time comes in, what is to be done
 * goes out.
 */
final class RunWatch {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    /** Asked again because a run may slip from the queue to the worker between the two questions. */
    private static final Duration STOP_AGAIN = Duration.ofSeconds(5);

    /** What is wrong with the server when a run is given up. */
    enum Fault {
        NONE,
        /** It takes runs and starts none; the run has to be taken off it. */
        STARTS_NOTHING,
        /** It goes on with the run although it was told to stop. */
        LETS_NOT_GO
    }

    /** What to do next. */
    sealed interface Step {
        /** Look again after a while. */
        record Pause(Duration duration) implements Step {}

        /** Ask the server to stop the run, then look again. */
        record Stop() implements Step {}

        /** Fetch what it made. */
        record Finish(List<Output> outputs, Duration ran) implements Step {}

        /** It was stopped, as was asked. */
        record Stopped(Duration ran) implements Step {}

        /** It failed. */
        record GiveUp(FailureReason reason, String detail, Fault fault) implements Step {
            GiveUp(FailureReason reason, String detail) {
                this(reason, detail, Fault.NONE);
            }
        }
    }

    private final ComfyUiSettings settings;
    private final Instant limit;
    private Duration pause = FIRST_PAUSE;
    private @Nullable Instant stopAsked;
    private @Nullable Instant executingSince;
    private @Nullable Instant stateSince;
    private @Nullable Class<?> stateKind;

    /** @param limit when the run has to be over */
    RunWatch(ComfyUiSettings settings, Instant limit) {
        this.settings = settings;
        this.limit = limit;
    }

    Step next(RunState state, boolean cancelRequested, Instant now) {
        Duration inState = remember(state, now);
        return switch (state) {
            case RunState.Ended ended -> end(ended.ending(), cancelRequested, now);
            case RunState.Unknown _
            when inState.compareTo(settings.settleTime()) >= 0 -> vanished(cancelRequested, now);
            case RunState.Away away
            when inState.compareTo(settings.awayLimit()) >= 0 ->
                new Step.GiveUp(FailureReason.CONNECTION_LOST, away.why());
            case RunState.Idle _
            when inState.compareTo(settings.stallLimit()) >= 0 ->
                new Step.GiveUp(
                        FailureReason.BACKEND_UNAVAILABLE,
                        "the server takes runs and starts none",
                        Fault.STARTS_NOTHING);
            case RunState.Idle _, RunState.Waiting _, RunState.Executing _, RunState.Unknown _, RunState.Away _ ->
                goOn(state, cancelRequested, now);
        };
    }

    private Step end(Ending ending, boolean cancelRequested, Instant now) {
        return switch (ending) {
            case Ending.Completed completed -> new Step.Finish(completed.outputs(), completed.ran());
            case Ending.Broken broken -> new Step.GiveUp(broken.reason(), broken.detail());
            case Ending.Interrupted interrupted when cancelRequested -> new Step.Stopped(interrupted.ran());
            case Ending.Interrupted _ when isOverdue(now) -> timedOut(Fault.NONE);
            case Ending.Interrupted _ ->
                new Step.GiveUp(FailureReason.ATTEMPT_LOST, "the run was interrupted by somebody else");
        };
    }

    /** A run taken out of the queue leaves no trace; one that nobody took out was lost with its server. */
    private Step vanished(boolean cancelRequested, Instant now) {
        if (stopAsked != null && cancelRequested) {
            return new Step.Stopped(
                    executingSince == null ? Duration.ZERO : Duration.between(executingSince, stopAsked));
        }
        return isOverdue(now)
                ? timedOut(Fault.NONE)
                : new Step.GiveUp(FailureReason.ATTEMPT_LOST, "the server knows the run no longer");
    }

    private Step goOn(RunState state, boolean cancelRequested, Instant now) {
        if (!now.isBefore(limit.plus(settings.stopGrace()))) {
            return timedOut(state instanceof RunState.Executing ? Fault.LETS_NOT_GO : Fault.NONE);
        }
        boolean mayAsk = stopAsked == null || !now.isBefore(stopAsked.plus(STOP_AGAIN));
        if ((cancelRequested || isOverdue(now)) && mayAsk) {
            stopAsked = now;
            pause = FIRST_PAUSE;
            return new Step.Stop();
        }
        Duration next = pause;
        Duration longer = pause.multipliedBy(3).dividedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        return new Step.Pause(next);
    }

    /** How long the run has been seen in this state without a break. */
    private Duration remember(RunState state, Instant now) {
        if (stateSince == null || state.getClass() != stateKind) {
            stateKind = state.getClass();
            stateSince = now;
        }
        if (state instanceof RunState.Executing && executingSince == null) {
            executingSince = now;
        }
        return Duration.between(stateSince, now);
    }

    private boolean isOverdue(Instant now) {
        return !now.isBefore(limit);
    }

    private static Step timedOut(Fault fault) {
        return new Step.GiveUp(FailureReason.TIMED_OUT, "the run took longer than it may", fault);
    }
}
