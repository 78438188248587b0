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

    private final List<Thread> threads = new ArrayList<>();
    private final Slot.Tools tools;
    private final GpuSettings settings;
    private final int count;
    private volatile boolean running;

    Slots(Slot.Tools tools, GpuSettings settings, int count) {
        this.tools = tools;
        this.settings = settings;
        this.count = count;
    }

    @Override
    public synchronized void start() {
        running = true;
        tools.signals().start();
        begin("backend-watch", this::watch);
        for (int slot = 1; slot <= count; slot++) {
            begin("slot-" + slot, new Slot(tools));
        }
        LOG.info("worker {} has {} places for the pools {}", settings.name(), count, settings.pools());
    }

    @Override
    public synchronized void stop() {
        Instant end = Instant.now().plus(settings.stopTimeout());
        threads.forEach(Thread::interrupt);
        threads.forEach(thread -> join(thread, Duration.between(Instant.now(), end)));
        threads.clear();
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

    private void begin(String name, Runnable work) {
        threads.add(Thread.ofPlatform().name(name).daemon().start(work));
    }

    private void watch() {
        try {
            tools.watch().watch();
        } catch (InterruptedException e) {
            LOG.debug("watch ended");
        }
    }

    private static void join(Thread thread, Duration patience) {
        try {
            if (patience.isPositive() && !thread.join(patience)) {
                LOG.warn("{} did not end in time", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
