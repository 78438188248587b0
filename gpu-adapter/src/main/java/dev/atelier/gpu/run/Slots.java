package dev.atelier.gpu.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and stops the adapter's work. Stopping takes no more orders, cuts runs off, and gives their reports a moment to
 * go out; what is not out by then is found lost by its missing heartbeats.
 */
final class Slots implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");

    private final List<Slot> slots = new ArrayList<>();
    private final Slot.Tools tools;
    private final GpuSettings settings;
    private final int count;
    private final Thread watch;
    private volatile boolean running;

    Slots(Slot.Tools tools, GpuSettings settings, int count) {
        this.tools = tools;
        this.settings = settings;
        this.count = count;
        this.watch = Thread.ofPlatform().name("backend-watch").daemon().unstarted(this::watch);
    }

    @Override
    public synchronized void start() {
        running = true;
        tools.signals().start();
        watch.start();
        for (int number = 1; number <= count; number++) {
            Slot slot = new Slot(tools, "slot-" + number);
            slots.add(slot);
            slot.begin();
        }
        LOG.info("worker {} has {} places for the pools {}", settings.name(), count, settings.pools());
    }

    @Override
    public synchronized void stop() {
        Instant end = Instant.now().plus(settings.stopTimeout());
        watch.interrupt();
        slots.forEach(Slot::end);
        slots.forEach(slot -> join(slot, Duration.between(Instant.now(), end)));
        slots.clear();
        tools.signals().close();
        tools.claims().close();
        tools.orders().close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After what hears cancels, and before it when stopping. */
    @Override
    public int getPhase() {
        return RunConfiguration.LISTENER_PHASE + 1;
    }

    private void watch() {
        try {
            tools.watch().watch();
        } catch (InterruptedException e) {
            LOG.debug("watch ended");
        }
    }

    private static void join(Slot slot, Duration patience) {
        try {
            if (!slot.join(patience)) {
                LOG.warn("a run did not end in time and will be taken for lost");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
