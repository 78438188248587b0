package dev.atelier.query.readmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the read models up with the log in a thread of its own, and tells this process how far they are, whichever
 * replica carried them there. Trouble with PostgreSQL or Redis makes it wait and try again, for ever.
 */
public final class ProjectionLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger("[PROJECTION]");
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
    /** Whoever was overtaken leaves the work to the faster replica for so long. */
    private static final Duration HOLD_OFF = Duration.ofMillis(200);
    /** Readers may still be in an old generation for a moment. */
    private static final Duration BEFORE_SWEEP = Duration.ofSeconds(10);

    private final Projector projector;
    private final ReadStore store;
    private final HeadWatch watch;
    private final List<HeadListener> listeners;
    private final Duration idlePause;

    private @Nullable Running running;
    private boolean verified;
    private Instant holdOffUntil = Instant.MIN;
    private Instant sweepAt = Instant.MAX;
    private String sweptGeneration = "";
    private String trouble = "";

    public ProjectionLoop(
            Projector projector, ReadStore store, HeadWatch watch, List<HeadListener> listeners, Duration idlePause) {
        this.projector = projector;
        this.store = store;
        this.watch = watch;
        this.listeners = List.copyOf(listeners);
        this.idlePause = idlePause;
    }

    private record Running(Thread thread, CountDownLatch stop) {}

    @Override
    public synchronized void start() {
        CountDownLatch stop = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform().name("projection").daemon().start(() -> run(stop));
        running = new Running(thread, stop);
    }

    /** Returns when the turn under way has ended, or after some seconds: then PostgreSQL or Redis do not answer. */
    @Override
    public synchronized void stop() {
        Running ending = running;
        running = null;
        if (ending == null) {
            return;
        }
        ending.stop().countDown();
        try {
            ending.thread().join(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    private void run(CountDownLatch stop) {
        try {
            while (!stop.await(turn().toMillis(), TimeUnit.MILLISECONDS)) {
                // the next turn
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long to wait before the next turn. */
    private Duration turn() {
        try {
            boolean more = project();
            Optional<Head> head = store.head();
            watch.see(head);
            if (head.isPresent()) {
                listeners.forEach(listener -> listener.moved(head.get()));
                sweep(head.get());
            }
            trouble = "";
            return more ? Duration.ZERO : idlePause;
        } catch (RuntimeException e) {
            tell(e);
            verified = false;
            watch.see(Optional.empty());
            return AFTER_TROUBLE;
        }
    }

    /** The same trouble is told once, until it is over. */
    private void tell(RuntimeException e) {
        if (!e.toString().equals(trouble)) {
            trouble = e.toString();
            LOG.error("the projection waits, because something is in its way", e);
        }
    }

    private boolean project() {
        if (!verified) {
            projector.verify();
            verified = true;
        }
        if (Instant.now().isBefore(holdOffUntil)) {
            return false;
        }
        return switch (projector.step()) {
            case MOVED -> true;
            case IDLE -> false;
            case OVERTAKEN -> {
                holdOffUntil = Instant.now().plus(HOLD_OFF);
                yield false;
            }
        };
    }

    private void sweep(Head head) {
        if (!head.complete() || head.generation().equals(sweptGeneration)) {
            return;
        }
        if (sweepAt.equals(Instant.MAX)) {
            sweepAt = Instant.now().plus(BEFORE_SWEEP);
        } else if (Instant.now().isAfter(sweepAt)) {
            store.sweep(head.generation());
            sweptGeneration = head.generation();
            sweepAt = Instant.MAX;
        }
    }
}
