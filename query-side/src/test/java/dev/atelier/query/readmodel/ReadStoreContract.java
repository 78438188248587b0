package dev.atelier.query.readmodel;

import static dev.atelier.query.readmodel.Slot.BUILDING;
import static dev.atelier.query.readmodel.Slot.LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link ReadStore} does. */
abstract class ReadStoreContract {
    private static final Head ZERO = Head.begin("g");
    private static final Head TEN = new Head("g", 10, "e10", true, 10);

    /** An empty store. */
    abstract ReadStore store();

    @Test
    void anEmptyStoreHasNoHeadAndNothingElse() {
        ReadStore store = store();
        assertThat(store.head()).isEmpty();
        assertThat(store.values("g", List.of("a", "b"))).containsExactly(Optional.empty(), Optional.empty());
        assertThat(store.values("g", List.of())).isEmpty();
        assertThat(store.newest("g", "i", Long.MAX_VALUE, 10)).isEmpty();
        assertThat(store.rank("g", "i", "m")).isEmpty();
        assertThat(store.size("g", "i")).isZero();
    }

    @Test
    void writesAndHeadMoveTogether() {
        ReadStore store = store();
        assertThat(store.commit(LIVE, Optional.empty(), ZERO, List.of())).isTrue();
        assertThat(store.commit(
                        LIVE,
                        Optional.of(ZERO),
                        TEN,
                        List.of(new Write.Put("a", "{\"n\":1}", null), new Write.Add("i", "m", 7))))
                .isTrue();
        assertThat(store.head()).contains(TEN);
        assertThat(store.values("g", List.of("b", "a"))).containsExactly(Optional.empty(), Optional.of("{\"n\":1}"));
        assertThat(store.newest("g", "i", Long.MAX_VALUE, 10)).containsExactly(new Entry("m", 7));
    }

    @Test
    void aBatchThatComesAgainChangesNothing() {
        ReadStore store = store();
        store.commit(LIVE, Optional.empty(), ZERO, List.of());
        store.commit(LIVE, Optional.of(ZERO), TEN, List.of(new Write.Put("a", "first", null)));
        assertThat(store.commit(
                        LIVE, Optional.of(ZERO), TEN, List.of(new Write.Put("a", "second", null), new Write.Drop("b"))))
                .isFalse();
        assertThat(store.commit(LIVE, Optional.empty(), Head.begin("h"), List.of()))
                .isFalse();
        assertThat(store.head()).contains(TEN);
        assertThat(store.values("g", List.of("a"))).containsExactly(Optional.of("first"));
    }

    @Test
    void anotherGenerationDoesNotSeeTheFirstAndSweepsItAway() {
        ReadStore store = store();
        store.commit(
                LIVE, Optional.empty(), ZERO, List.of(new Write.Put("a", "old", null), new Write.Add("i", "old", 1)));
        assertThat(store.commit(LIVE, Optional.of(ZERO), Head.begin("h"), List.of(new Write.Put("a", "new", null))))
                .isTrue();
        assertThat(store.values("h", List.of("a"))).containsExactly(Optional.of("new"));
        assertThat(store.size("h", "i")).isZero();
        assertThat(store.values("g", List.of("a"))).containsExactly(Optional.of("old"));
        store.sweep();
        assertThat(store.values("g", List.of("a"))).containsExactly(Optional.empty());
        assertThat(store.size("g", "i")).isZero();
        assertThat(store.values("h", List.of("a"))).containsExactly(Optional.of("new"));
        assertThat(store.head()).contains(Head.begin("h"));
    }

    @Test
    void whatIsBuiltTakesThePlaceOfWhatIsReadAtOnce() {
        ReadStore store = store();
        store.commit(LIVE, Optional.empty(), TEN, List.of(new Write.Put("a", "old", null)));
        Head built = new Head("h", 9, "e9", false, 9);
        store.commit(BUILDING, Optional.empty(), built, List.of(new Write.Put("a", "new", null)));
        assertThat(store.head()).contains(TEN);
        assertThat(store.promote(built)).as("readers have seen more").isFalse();
        Head further = new Head("h", 11, "e11", false, 10);
        assertThat(store.commit(BUILDING, Optional.of(built), further, List.of()))
                .isTrue();
        assertThat(store.promote(built)).as("it has moved on").isFalse();
        store.sweep();
        assertThat(store.promote(further)).isTrue();
        assertThat(store.head()).contains(new Head("h", 11, "e11", true, 10));
        assertThat(store.head(BUILDING)).isEmpty();
        assertThat(store.promote(further)).as("it was done").isFalse();
        assertThat(store.commit(LIVE, Optional.of(TEN), TEN, List.of()))
                .as("who lives in the past")
                .isFalse();
        store.sweep();
        assertThat(store.values("h", List.of("a"))).containsExactly(Optional.of("new"));
        assertThat(store.values("g", List.of("a"))).containsExactly(Optional.empty());
    }

    @Test
    void whatIsBuiltCanBeGivenUp() {
        ReadStore store = store();
        store.commit(LIVE, Optional.empty(), TEN, List.of(new Write.Put("a", "kept", null)));
        Head built = new Head("h", 9, "e9", false, 9);
        store.commit(BUILDING, Optional.empty(), built, List.of(new Write.Put("a", "gone", null)));
        assertThat(store.abandon(Head.begin("h"))).isFalse();
        assertThat(store.abandon(built)).isTrue();
        assertThat(store.head(BUILDING)).isEmpty();
        store.sweep();
        assertThat(store.values("h", List.of("a"))).containsExactly(Optional.empty());
        assertThat(store.values("g", List.of("a"))).containsExactly(Optional.of("kept"));
    }

    @Test
    void manyWritesGoInOnce() {
        ReadStore store = store();
        List<Write> writes = new ArrayList<>();
        for (int n = 0; n < 5_000; n++) {
            writes.add(new Write.Put("document-" + n, "{}", null));
            writes.add(new Write.Add("index", "member-" + n, n));
        }
        for (int n = 0; n < 5_000; n++) {
            writes.add(new Write.Add("large", "member-" + n, n));
        }
        assertThat(store.commit(LIVE, Optional.empty(), TEN, writes)).isTrue();
        assertThat(store.size("g", "index")).isEqualTo(5_000);
        assertThat(store.size("g", "large")).isEqualTo(5_000);
        assertThat(store.values("g", List.of("document-4999"))).containsExactly(Optional.of("{}"));
    }

    @Test
    void indexesAreReadFromBothEnds() {
        ReadStore store = store();
        store.commit(
                LIVE,
                Optional.empty(),
                ZERO,
                List.of(
                        new Write.Add("i", "one", 1),
                        new Write.Add("i", "three", 3),
                        new Write.Add("i", "two", 2),
                        new Write.Add("i", "gone", 4),
                        new Write.Remove("i", "gone"),
                        new Write.Add("i", "one", 5)));
        assertThat(store.newest("g", "i", Long.MAX_VALUE, 2))
                .extracting(Entry::member)
                .containsExactly("one", "three");
        assertThat(store.newest("g", "i", 3, 2)).extracting(Entry::member).containsExactly("two");
        assertThat(store.oldest("g", "i", 2, 5)).extracting(Entry::member).containsExactly("three", "one");
        assertThat(store.rank("g", "i", "one")).hasValue(2);
        assertThat(store.rank("g", "i", "gone")).isEmpty();
        assertThat(store.size("g", "i")).isEqualTo(3);
    }

    @Test
    void scoresAsLargeAsPositionsStayExact() {
        ReadStore store = store();
        long large = 1L << 52;
        store.commit(
                LIVE,
                Optional.empty(),
                ZERO,
                List.of(new Write.Add("i", "m", large), new Write.Add("i", "n", large + 1)));
        assertThat(store.newest("g", "i", large + 1, 10)).containsExactly(new Entry("m", large));
        assertThat(store.oldest("g", "i", large, 10)).containsExactly(new Entry("n", large + 1));
    }

    @Test
    void whatIsKeptForAWhileIsThereUntilThen() {
        ReadStore store = store();
        store.commit(
                LIVE,
                Optional.empty(),
                ZERO,
                List.of(new Write.Put("a", "kept", Duration.ofHours(1)), new Write.Put("b", "now", null)));
        store.commit(
                LIVE,
                Optional.of(ZERO),
                TEN,
                List.of(new Write.Put("a", "again", Duration.ofHours(1)), new Write.Drop("b")));
        assertThat(store.values("g", List.of("a", "b"))).containsExactly(Optional.of("again"), Optional.empty());
    }

    @Test
    void ofManyWritersAtOnceOneWins() throws Exception {
        ReadStore store = store();
        store.commit(LIVE, Optional.empty(), ZERO, List.of());
        try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> attempts = java.util.stream.IntStream.range(0, 32)
                    .<Callable<Boolean>>mapToObj(n -> () ->
                            store.commit(LIVE, Optional.of(ZERO), TEN, List.of(new Write.Add("i", "writer-" + n, 1))))
                    .toList();
            int winners = 0;
            for (Future<Boolean> attempt : writers.invokeAll(attempts)) {
                winners += attempt.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
        assertThat(store.size("g", "i")).isEqualTo(1);
    }

    @Test
    void andIsGoneAfterwards() {
        ReadStore store = store();
        store.commit(LIVE, Optional.empty(), ZERO, List.of(new Write.Put("a", "soon gone", Duration.ofMillis(50))));
        Instant deadline = Instant.now().plusSeconds(10);
        while (store.values("g", List.of("a")).getFirst().isPresent()) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.onSpinWait();
        }
    }
}
