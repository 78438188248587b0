package dev.atelier.query.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One listener's place in the {@link JobFeed}: signals wait here until they are taken. */
public final class Subscription implements AutoCloseable {
    private static final int WAITING_MAX = 1_000;

    private final BlockingQueue<Signal> waiting = new LinkedBlockingQueue<>(WAITING_MAX);
    private final Consumer<Subscription> onClose;

    Subscription(Consumer<Subscription> onClose) {
        this.onClose = onClose;
    }

    /** The next signal; empty when none came in time. */
    public Optional<Signal> next(Duration limit) throws InterruptedException {
        return Optional.ofNullable(waiting.poll(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS));
    }

    /** Who is too slow is closed and comes back with the last id it has seen: nothing is lost. */
    void offer(Signal signal) {
        if (!waiting.offer(signal) && !(signal instanceof Signal.Progress)) {
            end();
        }
    }

    void end() {
        waiting.clear();
        waiting.add(new Signal.Closed());
    }

    @Override
    public void close() {
        onClose.accept(this);
    }
}
