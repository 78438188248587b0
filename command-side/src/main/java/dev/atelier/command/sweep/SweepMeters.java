package dev.atelier.command.sweep;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** What sweeps find, for operators. */
final class SweepMeters {
    private final Counter removed;
    private final AtomicLong orphans = new AtomicLong();

    SweepMeters(MeterRegistry meters) {
        removed = Counter.builder("atelier.sweep.removed")
                .description("objects that no event named and that were removed")
                .register(meters);
        Gauge.builder("atelier.sweep.orphans", orphans, AtomicLong::doubleValue)
                .description("objects that no event names, as the latest sweep of this process found them")
                .register(meters);
    }

    void count(Sweep.Outcome outcome) {
        orphans.set(outcome.orphans());
        removed.increment(outcome.removed());
    }
}
