package dev.atelier.web.request;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How many may do something at once, for each person. */
public final class Seats {
    private final int max;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    public Seats(int max) {
        this.max = max;
    }

    public int max() {
        return max;
    }

    /** Takes a seat until it is closed; empty when the person has all that one may have. */
    public Optional<Seat> take(String person) {
        boolean crowded = taken.merge(person, 1, Integer::sum) > max;
        if (crowded) {
            leave(person);
        }
        return crowded ? Optional.empty() : Optional.of(() -> leave(person));
    }

    private void leave(String person) {
        taken.computeIfPresent(person, (key, count) -> count > 1 ? count - 1 : null);
    }

    /** A taken seat. */
    @FunctionalInterface
    public interface Seat extends AutoCloseable {
        @Override
        void close();
    }
}
