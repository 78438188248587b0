package dev.atelier.query.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.query.replay.Replay.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link ReplayBoard} does. */
abstract class ReplayBoardContract {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");

    /** An empty board. */
    abstract ReplayBoard board();

    @Test
    void replaysAreFoundTheNewestFirst() {
        ReplayBoard board = board();
        Replay older = Replay.begin("a new index", "admin:root", NOON);
        Replay newer = Replay.begin("once more", "admin:root", NOON.plusSeconds(1));
        board.add(older);
        board.add(newer);
        assertThat(board.all()).containsExactly(newer, older);
        assertThat(board.find(older.id())).contains(older);
        board.remove(older.id());
        assertThat(board.find(older.id())).isEmpty();
    }

    @Test
    void oneOfTwoEndsCounts() {
        ReplayBoard board = board();
        Replay running = Replay.begin("a new index", "admin:root", NOON);
        board.add(running);
        Replay switched = running.end(State.SWITCHED, 12, null, NOON.plusSeconds(5));
        assertThat(board.replace(running, switched)).isTrue();
        assertThat(board.replace(running, running.end(State.FAILED, 1, "too late", NOON)))
                .isFalse();
        assertThat(board.all()).containsExactly(switched);
    }
}
