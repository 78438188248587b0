package dev.atelier.emulators.runpod;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** The time of this machine, moved on by a script: half an hour of retention passes at once. */
final class ShiftedClock {
    private final Clock clock = Clock.systemUTC();
    private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

    Instant now() {
        return clock.instant().plus(shift.get());
    }

    void advance(Duration by) {
        shift.updateAndGet(by::plus);
    }
}
