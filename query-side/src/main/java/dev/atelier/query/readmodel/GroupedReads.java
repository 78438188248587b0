package dev.atelier.query.readmodel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads of many requests in one round trip: while one is under way, those who come meanwhile wait together for the next.
 * A lone reader does not wait; under load a round trip, and its wake-ups on both sides, is shared by many.
 */
final class GroupedReads<V> {
    /** So many keys are asked for at once, unless one reader alone wants more. */
    private static final int KEYS_MAX = 128;

    private final Function<List<String>, CompletionStage<List<Optional<V>>>> fetch;
    private final Duration timeout;
    private final Queue<Wanted<V>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean underWay = new AtomicBoolean();

    /**
     * @param fetch the values of keys, in their order; may fail at once or later
     * @param timeout of one round trip
     */
    GroupedReads(Function<List<String>, CompletionStage<List<Optional<V>>>> fetch, Duration timeout) {
        this.fetch = fetch;
        this.timeout = timeout;
    }

    private record Wanted<V>(List<String> keys, CompletableFuture<List<Optional<V>>> values) {}

    /** The values in the order of the keys; a {@link CompletionException} has what {@code fetch} failed with. */
    List<Optional<V>> values(List<String> keys) {
        Wanted<V> wanted = new Wanted<>(keys, new CompletableFuture<>());
        waiting.add(wanted);
        next();
        return wanted.values().join();
    }

    /** Starts the next round trip, unless one is under way: its end starts the next. */
    private void next() {
        while (!waiting.isEmpty() && underWay.compareAndSet(false, true)) {
            List<Wanted<V>> group = group();
            if (!group.isEmpty()) {
                start(group);
                return;
            }
            underWay.set(false);
        }
    }

    private List<Wanted<V>> group() {
        List<Wanted<V>> group = new ArrayList<>();
        int keys = 0;
        for (Wanted<V> first = waiting.peek(); first != null; first = waiting.peek()) {
            keys += first.keys().size();
            if (!group.isEmpty() && keys > KEYS_MAX) {
                break;
            }
            group.add(first);
            waiting.remove();
        }
        return group;
    }

    private void start(List<Wanted<V>> group) {
        List<String> keys =
                group.stream().flatMap(wanted -> wanted.keys().stream()).toList();
        CompletionStage<List<Optional<V>>> trip;
        try {
            trip = fetch.apply(keys);
        } catch (RuntimeException | Error e) {
            trip = CompletableFuture.failedFuture(e);
        }
        trip.toCompletableFuture()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((values, failure) -> {
                    underWay.set(false);
                    next();
                    hand(group, values, failure);
                });
    }

    private void hand(List<Wanted<V>> group, @Nullable List<Optional<V>> values, @Nullable Throwable failure) {
        if (values == null) {
            @Nullable Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
            group.forEach(wanted -> wanted.values().completeExceptionally(Objects.requireNonNull(cause)));
            return;
        }
        Iterator<Optional<V>> next = values.iterator();
        for (Wanted<V> wanted : group) {
            List<Optional<V>> own = new ArrayList<>(wanted.keys().size());
            wanted.keys().forEach(key -> own.add(next.next()));
            wanted.values().complete(own);
        }
    }
}
