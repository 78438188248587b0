package dev.atelier.saga.timers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Keeps the poller going: at the moment the next timer is due, and now and then to see what others have started. */
final class TimerLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger("[ERROR_HANDLER]");

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final TimerPoller poller;
    private final Alarm alarm;
    private final Clock clock;
    private final Duration checkInterval;
    private final BooleanSupplier permitted;
    private volatile @Nullable Thread thread;

    /** @param permitted whether timers may be sent now; asked before each round */
    TimerLoop(TimerPoller poller, Alarm alarm, Clock clock, Duration checkInterval, BooleanSupplier permitted) {
        this.poller = poller;
        this.alarm = alarm;
        this.clock = clock;
        this.checkInterval = checkInterval;
        this.permitted = permitted;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().daemon().name("timers").start(this::loop);
    }

    private void loop() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Instant latest = clock.instant().plus(checkInterval);
                Instant next = round(latest);
                alarm.await(next.isBefore(latest) ? next : latest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Trouble with a server is not this loop's end: it tries again at the next turn. */
    private Instant round(Instant latest) {
        if (!permitted.getAsBoolean()) {
            return clock.instant().plus(PAUSE);
        }
        try {
            return poller.round().orElse(latest);
        } catch (RuntimeException e) {
            if (isRunning()) {
                LOG.warn("timers could not be sent, trying again: {}", e.toString());
            }
            return clock.instant().plus(PAUSE);
        }
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            try {
                running.join(Duration.ofSeconds(3));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
