package dev.atelier.query.replay;

import dev.atelier.eventstore.UnreadableEventException;
import dev.atelier.query.readmodel.Head;
import dev.atelier.query.readmodel.Projector;
import dev.atelier.query.readmodel.ReadStore;
import dev.atelier.query.readmodel.Slot;
import dev.atelier.query.replay.Replay.State;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the work of replays, one turn at a time: whichever replica was asked builds, and another goes on where it stopped
 * when what is built has stood still for a while. Two that build at once do no harm, because each batch is committed
 * against the head it was folded from.
 */
public final class ReplayBuilder {
    private static final Logger LOG = LoggerFactory.getLogger("[REPLAY]");
    /** Whoever builds looks this often whether it still should. */
    private static final Duration SLICE = Duration.ofMillis(500);

    private final ReplayBoard board;
    private final ReadStore store;
    private final Projector projector;
    private final Clock clock;
    private final Duration takeOver;
    private final StandStill stillness;
    private volatile String mine = "";

    /** @param takeOver how long what is built has to stand still before another replica goes on with it */
    public ReplayBuilder(ReplayBoard board, ReadStore store, Projector projector, Clock clock, Duration takeOver) {
        this.board = board;
        this.store = store;
        this.projector = projector;
        this.clock = clock;
        this.takeOver = takeOver;
        stillness = new StandStill(clock);
    }

    /** This replica was asked, and shall build. */
    public void take(Replay replay) {
        mine = replay.id();
    }

    /** Whether there may be more to do at once. */
    public boolean turn() {
        boolean more = false;
        for (Replay replay : board.all()) {
            if (replay.isRunning()) {
                more |= turn(replay);
            }
        }
        return more;
    }

    private boolean turn(Replay replay) {
        Optional<Head> built = store.head(Slot.BUILDING);
        if (built.map(Head::generation).filter(replay.generation()::equals).isEmpty()) {
            lost(replay, built);
            return false;
        }
        if (!isMine(replay, built.get())) {
            return false;
        }
        try {
            return build(replay);
        } catch (UnreadableEventException e) {
            projector.forget();
            giveUp(replay, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private boolean isMine(Replay replay, Head built) {
        if (!replay.id().equals(mine) && stillness.of(built).compareTo(takeOver) >= 0) {
            LOG.info(
                    "going on with {} at position {}, where another replica has stopped",
                    replay.id(),
                    built.position());
            mine = replay.id();
        }
        return replay.id().equals(mine);
    }

    /** The slot is read before the live head, so whoever switched meanwhile is seen. */
    private void lost(Replay replay, Optional<Head> built) {
        Optional<Head> live = store.head();
        if (live.map(Head::generation).filter(replay.generation()::equals).isPresent()) {
            end(replay, State.SWITCHED, live.get().events(), null);
        } else if (built.isPresent() || isFollowed(replay)) {
            end(replay, State.SUPERSEDED, 0, null);
        } else {
            end(replay, State.FAILED, 0, "what it had built is gone");
        }
    }

    private boolean isFollowed(Replay replay) {
        return !board.all().getFirst().id().equals(replay.id());
    }

    private boolean build(Replay replay) {
        projector.verify();
        long until = System.nanoTime() + SLICE.toNanos();
        while (System.nanoTime() - until < 0) {
            Projector.Step step = projector.step();
            Optional<Head> built = projector.head();
            switch (step) {
                case OVERTAKEN -> {
                    mine = "";
                    return false;
                }
                case MOVED, IDLE -> {
                    if (built.map(Head::generation)
                            .filter(replay.generation()::equals)
                            .isEmpty()) {
                        // a part was lost, or the log was restored to an older point: what was built is of no use
                        built.ifPresent(store::abandon);
                        end(replay, State.FAILED, 0, "the log or what was built of it has changed meanwhile");
                        return false;
                    }
                    if (built.get().complete() && store.promote(built.get())) {
                        projector.forget();
                        end(replay, State.SWITCHED, built.get().events(), null);
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private void giveUp(Replay replay, String why) {
        Optional<Head> built = store.head(Slot.BUILDING);
        built.filter(head -> head.generation().equals(replay.generation())).ifPresent(store::abandon);
        end(replay, State.FAILED, built.map(Head::events).orElse(0L), why);
    }

    private void end(Replay replay, State how, long events, @Nullable String why) {
        if (!board.replace(replay, replay.end(how, events, why, clock.instant()))) {
            return;
        }
        LOG.info("{} is {} after {} events{}", replay.id(), how.word(), events, why == null ? "" : ": " + why);
        if (how != State.SWITCHED) {
            store.sweep();
        }
    }
}
