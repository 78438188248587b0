package dev.atelier.saga.timers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Wakes the poller at the moment that somebody named, or earlier when somebody names an earlier one. */
public final class Alarm {
    private static final Instant NEVER = Instant.MAX;

    private final Clock clock;
    private Instant earliest = NEVER;

    Alarm(Clock clock) {
        this.clock = clock;
    }

    public synchronized void wakeBy(Instant due) {
        if (due.isBefore(earliest)) {
            earliest = due;
        }
        notifyAll();
    }

    /** Waits until {@code latest} at the latest. */
    synchronized void await(Instant latest) throws InterruptedException {
        long millis;
        while ((millis = millisUntil(earliest.isBefore(latest) ? earliest : latest)) > 0) {
            wait(millis);
        }
        earliest = NEVER;
    }

    private long millisUntil(Instant moment) {
        // Rounded up: a poller that wakes a fraction of a millisecond early finds nothing due and sleeps once more.
        return Duration.between(clock.instant(), moment).plusNanos(999_999).toMillis();
    }
}
