package dev.atelier.saga.timers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether a worker's silence means anything. Only a listener who has listened without a break for as long as a worker
 * may be silent can say that it was silent: after a start, a lost connection or a pause of the process it cannot.
 */
final class HeartbeatWatch {
    private final Clock clock;
    private final Duration silence;
    private final Duration pauseMax;
    private boolean connected;
    private Instant since;
    private Instant lastTick;

    HeartbeatWatch(Clock clock, Duration silence, Duration pauseMax) {
        this.clock = clock;
        this.silence = silence;
        this.pauseMax = pauseMax;
        this.since = clock.instant();
        this.lastTick = since;
    }

    synchronized void connected() {
        connected = true;
        since = clock.instant();
    }

    synchronized void disconnected() {
        connected = false;
    }

    /** Called after each round in which all was well; a longer pause between two of them is a break in listening. */
    synchronized void tick() {
        Instant now = clock.instant();
        if (isPaused(now)) {
            since = now;
        }
        lastTick = now;
    }

    synchronized boolean isHearing() {
        Instant now = clock.instant();
        return connected && !isPaused(now) && !since.plus(silence).isAfter(now);
    }

    private boolean isPaused(Instant now) {
        return lastTick.plus(pauseMax).isBefore(now);
    }
}
