package dev.atelier.saga.line;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Keeps the dispatcher going: when the line changes, and now and then for places that became free meanwhile. */
final class LineLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger("[QUEUE]");
    private static final Duration NOBODY_WAITS = Duration.ofSeconds(5);
    private static final Duration TROUBLE = Duration.ofSeconds(1);

    private final WaitingLine line;
    private final Dispatcher dispatcher;
    private final Duration checkInterval;
    private volatile @Nullable Thread thread;

    LineLoop(WaitingLine line, Dispatcher dispatcher, Duration checkInterval) {
        this.line = line;
        this.dispatcher = dispatcher;
        this.checkInterval = checkInterval;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().daemon().name("waiting-line").start(this::loop);
    }

    private void loop() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                line.await(round());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Trouble with a server is not this loop's end. Returns how long nothing has to be done. */
    private Duration round() {
        try {
            dispatcher.round();
            return line.waiting().isEmpty() ? NOBODY_WAITS : checkInterval;
        } catch (RuntimeException e) {
            if (isRunning()) {
                LOG.warn("nothing could be handed out, trying again: {}", e.toString());
            }
            return TROUBLE;
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
