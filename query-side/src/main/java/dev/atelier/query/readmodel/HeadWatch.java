package dev.atelier.query.readmodel;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The head as this process saw it last, a few milliseconds ago; whoever waits for a position is woken. */
public final class HeadWatch {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private volatile Optional<Head> head = Optional.empty();

    /** Empty while Redis is away or has nothing. */
    public Optional<Head> head() {
        return head;
    }

    void see(Optional<Head> seen) {
        if (seen.equals(head)) {
            return;
        }
        lock.lock();
        try {
            head = seen;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the models tell what happened up to the position; false when the time was too short. */
    public boolean await(long position, Duration limit) throws InterruptedException {
        long nanos = limit.toNanos();
        lock.lock();
        try {
            while (!reached(position)) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = moved.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean reached(long position) {
        return head.map(seen -> seen.position() >= position).orElse(false);
    }
}
