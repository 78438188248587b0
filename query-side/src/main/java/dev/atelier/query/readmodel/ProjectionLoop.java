package dev.atelier.query.readmodel;

import dev.atelier.eventstore.UnreadableEventException;
import dev.atelier.query.log.Growth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the read models up with the log in a thread of its own, and tells this process how far they are, whichever
 * replica carried them there. It is woken when the log grows. Trouble with PostgreSQL or Redis makes it wait and try
 * again, for ever; so does an event that cannot be read, until it was skipped or a newer version reads it.
 */
public final class ProjectionLoop implements SmartLifecycle {
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
    /** Whoever was overtaken leaves the work to the faster replica for so long, and looks how far it is meanwhile. */
    private static final Duration HOLD_OFF = Duration.ofMillis(200);

    private static final Duration HELD_OFF_LOOK = Duration.ofMillis(10);
    /** How often Redis is asked whether it still has what this process knows: it may have been wiped. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final Duration STOP_LOOK = Duration.ofMillis(100);

    private final Projector projector;
    private final Growth growth;
    private final HeadWatch watch;
    private final List<HeadListener> listeners;
    private final Sweeping sweeping;
    private final Obstacles obstacles = new Obstacles();

    private @Nullable Running running;
    private volatile boolean begun;
    private boolean verified;
    private long holdOffUntil = System.nanoTime();
    private long lookAt = System.nanoTime();

    public ProjectionLoop(
            Projector projector, Growth growth, ReadStore store, HeadWatch watch, List<HeadListener> listeners) {
        this.projector = projector;
        this.growth = growth;
        this.watch = watch;
        this.listeners = List.copyOf(listeners);
        sweeping = new Sweeping(store);
    }

    private record Running(Thread thread, CountDownLatch stop) {}

    /** What this process still waits for since it started; empty once both its servers have answered. */
    public Optional<String> missing() {
        return begun ? Optional.empty() : Optional.of(obstacles.told().orElse("PostgreSQL and Redis"));
    }

    /** The event at which this process stands and cannot go on. */
    public Optional<UnreadableEventException> obstacle() {
        return obstacles.unreadable();
    }

    @Override
    public synchronized void start() {
        CountDownLatch stop = new CountDownLatch(1);
        verified = false;
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
                awaitGrowth(stop);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when there may be something to do: the log has grown, or it is time to look at Redis. */
    private void awaitGrowth(CountDownLatch stop) throws InterruptedException {
        Optional<Head> head = projector.head().filter(Head::complete);
        if (head.isEmpty()) {
            return;
        }
        while (stop.getCount() > 0 && lookAt - System.nanoTime() > 0) {
            if (growth.awaitBeyond(head.get().position(), STOP_LOOK)) {
                return;
            }
        }
    }

    /** How long to wait before the next turn. Never throws: without this thread nobody would project any more. */
    private Duration turn() {
        try {
            return projectAndTell();
        } catch (RuntimeException e) {
            obstacles.meet(e);
            verified = false;
            projector.forget();
            watch.see(Optional.empty());
            return AFTER_TROUBLE;
        }
    }

    private Duration projectAndTell() {
        try {
            if (!verified) {
                projector.verify();
                verified = true;
            }
            Duration pause = project();
            begun = true;
            tell(projector.head());
            obstacles.clear();
            return pause;
        } catch (UnreadableEventException e) {
            obstacles.meet(e);
            tell(projector.head());
            projector.forget();
            return AFTER_TROUBLE;
        }
    }

    private Duration project() {
        if (holdOffUntil - System.nanoTime() > 0) {
            look();
            return HELD_OFF_LOOK;
        }
        if (lookAt - System.nanoTime() <= 0) {
            look();
        }
        return switch (projector.step()) {
            case MOVED, IDLE -> Duration.ZERO;
            case OVERTAKEN -> {
                holdOffUntil = System.nanoTime() + HOLD_OFF.toNanos();
                look();
                yield HELD_OFF_LOOK;
            }
        };
    }

    private void look() {
        projector.look();
        lookAt = System.nanoTime() + LOOK.toNanos();
    }

    private void tell(Optional<Head> head) {
        watch.see(head);
        if (head.isPresent()) {
            listeners.forEach(listener -> listener.moved(head.get()));
            sweeping.follow(head.get());
        }
    }
}
