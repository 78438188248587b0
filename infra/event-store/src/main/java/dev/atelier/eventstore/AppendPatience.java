package dev.atelier.eventstore;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How long, and how often, an append is tried again: with longer and longer pauses until the time is over. */
final class AppendPatience {
    private static final long PAUSE_NANOS_MIN = Duration.ofMillis(10).toNanos();
    private static final long PAUSE_NANOS_MAX = Duration.ofMillis(500).toNanos();

    private final long deadline;
    private long pauseNanos = PAUSE_NANOS_MIN;

    AppendPatience(Duration limit) {
        deadline = System.nanoTime() + limit.toNanos();
    }

    /** Waits a little; false, at once, when the time is over. */
    boolean pause() {
        if (System.nanoTime() + pauseNanos > deadline) {
            return false;
        }
        LockSupport.parkNanos(pauseNanos);
        pauseNanos = Math.min(2 * pauseNanos, PAUSE_NANOS_MAX);
        return true;
    }
}
