package dev.atelier.eventstore;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The events of one unit of work, waiting to be durable together: all of them or none. */
final class PendingAppend {
    private final List<NewEvent> events;
    private final int characters;
    private final CompletableFuture<Long> outcome = new CompletableFuture<>();

    /** A unit that names one place in a stream twice conflicts with itself: an {@link IllegalArgumentException}. */
    PendingAppend(List<NewEvent> events) {
        this.events = List.copyOf(events);
        Set<LogWriter.Place> places = new HashSet<>();
        for (NewEvent event : events) {
            if (!places.add(new LogWriter.Place(event.stream(), event.sequence()))) {
                throw new IllegalArgumentException(
                        "two events want place " + event.sequence() + " of " + event.stream());
            }
        }
        characters = events.stream().mapToInt(NewEvent::characters).sum();
    }

    List<NewEvent> events() {
        return events;
    }

    int characters() {
        return characters;
    }

    void committed(long lastPosition) {
        outcome.complete(lastPosition);
    }

    void failed(RuntimeException failure) {
        outcome.completeExceptionally(failure);
    }

    /**
     * The position of the last event, once it is durable; throws what made the append fail. An interrupt does not cut
     * the wait short, because it would not take the append back.
     */
    long await() {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
