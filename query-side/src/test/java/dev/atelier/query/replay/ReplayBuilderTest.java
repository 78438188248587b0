package dev.atelier.query.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.JobState;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.query.Projections;
import dev.atelier.query.Story;
import dev.atelier.query.jobview.JobModels;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.log.InMemoryLog;
import dev.atelier.query.readmodel.Generation;
import dev.atelier.query.readmodel.Head;
import dev.atelier.query.readmodel.InMemoryReadStore;
import dev.atelier.query.readmodel.ParsedDocuments;
import dev.atelier.query.readmodel.Projector;
import dev.atelier.query.readmodel.ReadStore;
import dev.atelier.query.readmodel.Slot;
import dev.atelier.query.replay.Replay.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rebuild beside what is read, with replicas, deaths and bad events. */
class ReplayBuilderTest {
    private static final Duration TAKE_OVER = Duration.ofSeconds(5);

    private final SteppedClock clock = new SteppedClock();
    private final InMemoryLog log = new InMemoryLog();
    private final ReadStore store = new InMemoryReadStore(clock);
    private final ReplayBoard board = new InMemoryReplayBoard();
    private final Replays replays = new Replays(board, store, clock);
    private final Projector live = projector(Slot.LIVE);

    /** A clock that a test moves. */
    private static final class SteppedClock extends Clock {
        private Instant now = InMemoryLog.BEGAN.plus(Duration.ofHours(3));

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void someJobs() {
        for (int job = 1; job <= 10; job++) {
            log.append(Story.job(job).toString(), Story.created(job, 1));
            log.append(Story.job(job).toString(), Story.queued(job, 1));
        }
        follow();
    }

    private Projector projector(Slot slot) {
        return new Projector(
                slot,
                log,
                store,
                Projections.all(log, (owner, text) -> Story.unseal(text), Duration.ofHours(24)),
                () -> UUID.randomUUID().toString(),
                clock,
                new Projector.Limits(3, 5));
    }

    private ReplayBuilder replica() {
        return new ReplayBuilder(board, store, projector(Slot.BUILDING), clock, TAKE_OVER);
    }

    /** The live models catch up. */
    private void follow() {
        Projector.Step step;
        do {
            step = live.step();
        } while (step != Projector.Step.IDLE);
    }

    private State state(Replay replay) {
        return board.find(replay.id()).orElseThrow().state();
    }

    private Optional<JobView> job(int n) {
        return new Generation(store, store.head().orElseThrow().generation(), new ParsedDocuments())
                .get(JobModels.JOB, Story.job(n));
    }

    @Test
    void whatIsBuiltIsReadWhenAllIsTold() {
        Replay replay = replays.start("a new index", "admin:root");
        assertThat(replays.find(replay.id()).orElseThrow().percent()).isZero();
        assertThat(store.head().orElseThrow().generation()).isNotEqualTo(replay.generation());
        ReplayBuilder replica = replica();
        replica.take(replay);
        clock.now = clock.now.plusSeconds(2);
        replica.turn();

        assertThat(store.head()).map(Head::generation).contains(replay.generation());
        Replays.Progress progress = replays.find(replay.id()).orElseThrow();
        assertThat(progress.replay().state()).isEqualTo(State.SWITCHED);
        assertThat(progress.done()).isEqualTo(20);
        assertThat(progress.percent()).isEqualTo(100);
        assertThat(progress.eventsPerSecond()).isEqualTo(10);
        assertThat(progress.etaSeconds()).isEmpty();
        log.append(Story.job(1).toString(), Story.started(1, 1, Story.NOON));
        follow();
        assertThat(job(1)).map(JobView::state).contains(JobState.RUNNING);
        assertThat(job(10)).map(JobView::state).contains(JobState.QUEUED);
    }

    @Test
    void anotherReplicaGoesOnWhereOneHasDied() {
        Replay replay = replays.start("a new index", "admin:root");
        Projector dies = projector(Slot.BUILDING);
        dies.step();
        Head left = store.head(Slot.BUILDING).orElseThrow();
        assertThat(left.events()).isEqualTo(3);
        ReplayBuilder other = replica();
        other.turn();
        clock.now = clock.now.plus(TAKE_OVER).minusMillis(1);
        other.turn();
        assertThat(state(replay)).isEqualTo(State.RUNNING);
        clock.now = clock.now.plusMillis(1);
        other.turn();
        assertThat(state(replay)).isEqualTo(State.SWITCHED);
        assertThat(store.head()).map(Head::events).contains(20L);
    }

    @Test
    void whoeverIsOvertakenLeavesTheWorkToTheOther() {
        Replay replay = replays.start("a new index", "admin:root");
        Projector one = projector(Slot.BUILDING);
        Projector other = projector(Slot.BUILDING);
        one.step();
        other.step();
        one.step();
        assertThat(store.head(Slot.BUILDING)).map(Head::events).contains(6L);
        ReplayBuilder replica = replica();
        replica.take(replay);
        replica.turn();
        assertThat(state(replay)).isEqualTo(State.SWITCHED);
        assertThat(other.step()).isNotEqualTo(Projector.Step.IDLE);
        assertThat(store.head()).map(Head::generation).contains(replay.generation());
        assertThat(store.head()).map(Head::events).contains(20L);
    }

    @Test
    void aNewerReplaySupersedesOneThatRuns() {
        Replay first = replays.start("a new index", "admin:root");
        projector(Slot.BUILDING).step();
        clock.now = clock.now.plusSeconds(1);
        Replay second = replays.start("another index", "admin:root");
        ReplayBuilder replica = replica();
        replica.take(second);
        replica.turn();
        assertThat(state(first)).isEqualTo(State.SUPERSEDED);
        assertThat(state(second)).isEqualTo(State.SWITCHED);
        assertThat(replays.all()).hasSize(2);
    }

    @Test
    void anEventThatCannotBeReadFailsItAndLeavesWhatIsReadAlone() {
        StoredEvent bad = log.spoil(4);
        String generation = store.head().orElseThrow().generation();
        Replay replay = replays.start("a new index", "admin:root");
        ReplayBuilder replica = replica();
        replica.take(replay);
        replica.turn();
        Replay failed = board.find(replay.id()).orElseThrow();
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.failure()).contains(bad.eventId());
        assertThat(store.head(Slot.BUILDING)).isEmpty();
        assertThat(store.head()).map(Head::generation).contains(generation);
        assertThat(job(10)).isPresent();

        log.skip(bad);
        Replay again = replays.start("once more", "admin:root");
        replica.take(again);
        replica.turn();
        assertThat(state(again)).isEqualTo(State.SWITCHED);
    }

    @Test
    void aLogThatWasRestoredMeanwhileFailsIt() {
        Replay replay = replays.start("a new index", "admin:root");
        projector(Slot.BUILDING).step();
        log.restoreTo(2);
        ReplayBuilder replica = replica();
        replica.take(replay);
        replica.turn();
        assertThat(state(replay)).isEqualTo(State.FAILED);
        assertThat(store.head(Slot.BUILDING)).isEmpty();
    }

    @Test
    void whatIsLostIsNotBegunAgainUnseen() {
        Replay replay = replays.start("a new index", "admin:root");
        store.abandon(store.head(Slot.BUILDING).orElseThrow());
        replica().turn();
        assertThat(state(replay)).isEqualTo(State.FAILED);
    }

    @Test
    void aSwitchThatWasNotNotedIsNotedByAnotherReplica() {
        Replay replay = replays.start("a new index", "admin:root");
        Projector dies = projector(Slot.BUILDING);
        Projector.Step step;
        do {
            step = dies.step();
        } while (step != Projector.Step.IDLE);
        assertThat(store.promote(dies.head().orElseThrow())).isTrue();
        replica().turn();
        assertThat(state(replay)).isEqualTo(State.SWITCHED);
    }
}
