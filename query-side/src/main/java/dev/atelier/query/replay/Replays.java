package dev.atelier.query.replay;

import dev.atelier.query.readmodel.Head;
import dev.atelier.query.readmodel.ReadStore;
import dev.atelier.query.readmodel.Slot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks for replays, and tells how far they are. */
public final class Replays {
    private static final int KEPT_MAX = 50;

    private final ReplayBoard board;
    private final ReadStore store;
    private final Clock clock;

    public Replays(ReplayBoard board, ReadStore store, Clock clock) {
        this.board = board;
        this.store = store;
        this.clock = clock;
    }

    /**
     * How far a replay is.
     *
     * @param done events that are in what it builds
     * @param total events in the log, or that it was about when it ended
     */
    public record Progress(Replay replay, long done, long total, Instant now) {
        /** From 0 to 100; 100 only when nothing is missing. */
        public int percent() {
            long percent = total == 0 ? 100 : Math.min(100, done * 100 / total);
            return (int) (replay.state() == Replay.State.SWITCHED ? percent : Math.min(99, percent));
        }

        /** Since it was asked for, on the average. */
        public long eventsPerSecond() {
            Instant until = replay.endedAt() == null ? now : replay.endedAt();
            long millis =
                    Math.max(1, Duration.between(replay.startedAt(), until).toMillis());
            return done * 1_000 / millis;
        }

        /** Seconds that it will take at the present speed; empty when it has ended or the speed is not known. */
        public Optional<Long> etaSeconds() {
            return replay.isRunning() && eventsPerSecond() > 0
                    ? Optional.of(Math.ceilDiv(total - done, eventsPerSecond()))
                    : Optional.empty();
        }
    }

    /** Begins to build another generation; one that was being built is superseded. */
    public Replay start(String reason, String actor) {
        Replay replay = Replay.begin(reason, actor, clock.instant());
        Head beginning = Head.begin(replay.generation());
        while (!store.commit(Slot.BUILDING, store.head(Slot.BUILDING), beginning, List.of())) {
            // somebody else has just begun or moved on
        }
        board.add(replay);
        board.all().stream().skip(KEPT_MAX).map(Replay::id).forEach(board::remove);
        return replay;
    }

    public Optional<Progress> find(String id) {
        return board.find(id).map(this::progress);
    }

    /** The newest first. */
    public List<Progress> all() {
        return board.all().stream().map(this::progress).toList();
    }

    private Progress progress(Replay replay) {
        long done = replay.isRunning()
                ? store.head(Slot.BUILDING)
                        .filter(head -> head.generation().equals(replay.generation()))
                        .map(Head::events)
                        .orElse(0L)
                : replay.events();
        // One that has switched was the whole log when it ended; the log has grown since.
        long live = replay.state() == Replay.State.SWITCHED
                ? done
                : store.head().map(Head::events).orElse(0L);
        return new Progress(replay, done, Math.max(done, live), clock.instant());
    }
}
