package dev.atelier.command.sweep;

import dev.atelier.eventstore.Turns;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Sweeps from time to time, one replica at a time. Trouble with a server only puts it off. */
final class Sweeping implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger("[SWEEP]");
    private static final long TURN = 4_207_849_485L;
    private static final Duration FIRST_MAX = Duration.ofMinutes(1);

    private final Sweep sweep;
    private final Turns turns;
    private final SweepSettings settings;
    private final Counter removed;
    private final AtomicLong orphans = new AtomicLong();
    private volatile @Nullable ScheduledExecutorService timer;

    Sweeping(Sweep sweep, Turns turns, SweepSettings settings, MeterRegistry meters) {
        this.sweep = sweep;
        this.turns = turns;
        this.settings = settings;
        removed = Counter.builder("atelier.sweep.removed")
                .description("objects that no event named and that were removed")
                .register(meters);
        Gauge.builder("atelier.sweep.orphans", orphans, AtomicLong::doubleValue)
                .description("objects that no event names, as the latest sweep of this process found them")
                .register(meters);
    }

    @Override
    public void start() {
        if (!settings.enabled()) {
            LOG.warn("the bucket is not swept: atelier.sweep.enabled is false");
            return;
        }
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("sweep").daemon().factory());
        Duration first = settings.every().compareTo(FIRST_MAX) < 0 ? settings.every() : FIRST_MAX;
        executor.scheduleWithFixedDelay(
                this::sweep, first.toMillis(), settings.every().toMillis(), TimeUnit.MILLISECONDS);
        timer = executor;
    }

    private void sweep() {
        try {
            turns.take(TURN, () -> {
                Sweep.Outcome outcome = sweep.once();
                orphans.set(outcome.orphans());
                removed.increment(outcome.removed());
            });
        } catch (RuntimeException e) {
            LOG.warn("the bucket is swept later: {}", e.toString());
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = timer;
        if (running != null) {
            running.shutdownNow();
        }
        timer = null;
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }
}
