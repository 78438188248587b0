package dev.atelier.gpu.run;

import dev.atelier.gpu.backend.Backend;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows whether the back end is there: while it is away no orders are taken, so others can have them. */
final class BackendWatch {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");
    private static final Duration AWAY_INTERVAL = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Backend backend;
    private final Duration interval;
    private volatile boolean up;

    BackendWatch(Backend backend, Duration interval) {
        this.backend = backend;
        this.interval = interval;
    }

    boolean isUp() {
        return up;
    }

    /** Asks the back end now. */
    boolean check() throws InterruptedException {
        boolean now = backend.isAvailable();
        lock.lock();
        try {
            if (now != up) {
                LOG.info(now ? "the back end is there, taking orders" : "the back end is away, taking no orders");
                up = now;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        return now;
    }

    void awaitUp() throws InterruptedException {
        lock.lock();
        try {
            while (!up) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Asks again and again, until interrupted. */
    void watch() throws InterruptedException {
        while (true) {
            boolean there = isThere();
            Duration pause = there || interval.compareTo(AWAY_INTERVAL) < 0 ? interval : AWAY_INTERVAL;
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        }
    }

    private boolean isThere() throws InterruptedException {
        try {
            return check();
        } catch (RuntimeException e) {
            LOG.warn("the back end could not be asked", e);
            return false;
        }
    }
}
