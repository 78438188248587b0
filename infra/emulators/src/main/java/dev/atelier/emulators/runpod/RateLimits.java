package dev.atelier.emulators.runpod;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Counts requests in windows of ten seconds, and those that are under way. */
final class RateLimits {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private static final class Count {
        private Instant since = Instant.MIN;
        private int inWindow;
        private int underWay;
    }

    private final Map<Operation, Count> counts = new EnumMap<>(Operation.class);
    private final ShiftedClock clock;

    RateLimits(ShiftedClock clock) {
        this.clock = clock;
    }

    /** Whether a request may be served; if so, {@link #leave} follows. */
    synchronized boolean enter(Operation operation) {
        Count count = counts.computeIfAbsent(operation, _ -> new Count());
        Instant now = clock.now();
        if (now.isAfter(count.since.plus(WINDOW))) {
            count.since = now;
            count.inWindow = 0;
        }
        boolean isTooMany = isOver(count.inWindow, operation.perTenSeconds) || isOver(count.underWay, operation.atOnce);
        if (!isTooMany) {
            count.inWindow++;
            count.underWay++;
        }
        return !isTooMany;
    }

    synchronized void leave(Operation operation) {
        counts.computeIfAbsent(operation, _ -> new Count()).underWay--;
    }

    private static boolean isOver(int count, int limit) {
        return limit > 0 && count >= limit;
    }
}
