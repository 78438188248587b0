package dev.atelier.eventstore;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.jspecify.annotations.Nullable;

/**
 * The log from a token on, for one processor. While it is behind it reads for itself; once it has caught up it is
 * served from the shared tail and wakes its processor.
 */
final class LogStream implements TrackingEventStream {
    private static final int PAGE = 500;

    private final PostgresEventStorageEngine engine;
    private final LogTail tail;
    private final int epoch;
    private final Queue<TrackedEventMessage<?>> ready = new ArrayDeque<>();
    private LogToken reached;
    private @Nullable AutoCloseable subscription;

    LogStream(PostgresEventStorageEngine engine, LogTail tail, LogToken from) {
        this.engine = engine;
        this.tail = tail;
        epoch = tail.epoch();
        reached = from;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        fill();
        return Optional.ofNullable(ready.peek());
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        while (!fill()) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (!tail.awaitBeyond(reached.index(), left)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable(1, TimeUnit.MINUTES)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        TrackedEventMessage<?> next = ready.poll();
        if (next == null) {
            throw new NoSuchElementException("the stream is read by one thread");
        }
        return next;
    }

    /** Whether there is an event to hand out; an upcaster may have left out all that were read. */
    private boolean fill() {
        while (ready.isEmpty()) {
            if (tail.epoch() != epoch) {
                throw new LogRestoredException(reached);
            }
            List<LogRow> rows = tail.after(reached.index(), PAGE).orElseGet(() -> engine.rowsAfter(reached, PAGE));
            if (rows.isEmpty()) {
                return false;
            }
            engine.messages(rows).forEach(ready::add);
            reached = rows.getLast().token();
        }
        return true;
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        unsubscribe();
        subscription = tail.onGrowth(callback);
        return true;
    }

    @Override
    public void close() {
        unsubscribe();
    }

    private void unsubscribe() {
        AutoCloseable open = subscription;
        subscription = null;
        if (open != null) {
            try {
                open.close();
            } catch (Exception e) {
                throw new IllegalStateException("taking a callback off a list cannot fail", e);
            }
        }
    }
}
