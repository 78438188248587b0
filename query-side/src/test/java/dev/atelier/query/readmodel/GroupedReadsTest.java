package dev.atelier.query.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who reads while others do shares the next round trip, and gets their own. */
class GroupedReadsTest {
    private record Trip(List<String> keys, CompletableFuture<List<Optional<String>>> answer) {
        void arrive() {
            answer.complete(keys.stream()
                    .map(key -> key.startsWith("no") ? Optional.<String>empty() : Optional.of("value of " + key))
                    .toList());
        }
    }

    private final BlockingQueue<Trip> trips = new LinkedBlockingQueue<>();
    private final GroupedReads<String> reads = new GroupedReads<>(this::begin, Duration.ofSeconds(20));

    private CompletionStage<List<Optional<String>>> begin(List<String> keys) {
        Trip trip = new Trip(keys, new CompletableFuture<>());
        trips.add(trip);
        return trip.answer();
    }

    private Trip trip() throws InterruptedException {
        Trip trip = trips.poll(20, TimeUnit.SECONDS);
        assertThat(trip).isNotNull();
        return trip;
    }

    private CompletableFuture<List<Optional<String>>> read(String... keys) {
        CompletableFuture<List<Optional<String>>> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(reads.values(List.of(keys)));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    @Test
    void aLoneReaderDoesNotWait() throws Exception {
        var answer = read("a", "none", "b");
        trip().arrive();
        assertThat(answer.join())
                .containsExactly(Optional.of("value of a"), Optional.empty(), Optional.of("value of b"));
    }

    @Test
    void whoComesMeanwhileSharesTheNextTripsAndGetsTheirOwn() throws Exception {
        var first = read("a");
        Trip alone = trip();
        List<CompletableFuture<List<Optional<String>>>> others =
                IntStream.range(0, 500).mapToObj(i -> read("k" + i, "none" + i)).toList();
        alone.arrive();
        int seen = 0;
        while (seen < 1_000) {
            Trip next = trip();
            assertThat(next.keys()).hasSizeLessThanOrEqualTo(128);
            assertThat(trips).as("one at a time").isEmpty();
            seen += next.keys().size();
            next.arrive();
        }
        assertThat(first.join()).containsExactly(Optional.of("value of a"));
        for (int i = 0; i < others.size(); i++) {
            assertThat(others.get(i).join()).containsExactly(Optional.of("value of k" + i), Optional.empty());
        }
    }

    @Test
    void aFailureIsToldToTheGroupAndTheNextTripGoesOn() throws Exception {
        var failing = read("a");
        trip().answer().completeExceptionally(new IllegalStateException("away"));
        assertThatThrownBy(failing::join).hasRootCauseInstanceOf(IllegalStateException.class);
        var next = read("b");
        trip().arrive();
        assertThat(next.join()).containsExactly(Optional.of("value of b"));
    }

    @Test
    void anAnswerThatNeverComesIsNotAwaitedForEver() {
        GroupedReads<String> deaf = new GroupedReads<>(keys -> new CompletableFuture<>(), Duration.ofMillis(1));
        assertThatThrownBy(() -> deaf.values(List.of("a")))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> deaf.values(List.of("b"))).hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void manyKeysOfOneReaderStayTogether() throws Exception {
        List<String> keys = new ArrayList<>();
        IntStream.range(0, 1_000).forEach(i -> keys.add("k" + i));
        var answer = read(keys.toArray(String[]::new));
        Trip whole = trip();
        assertThat(whole.keys()).hasSize(1_000);
        whole.arrive();
        assertThat(answer.join()).hasSize(1_000);
    }
}
