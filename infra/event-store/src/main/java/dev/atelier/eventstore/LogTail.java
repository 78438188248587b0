package dev.atelier.eventstore;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest events of the log, read once for everybody in this process who has caught up. It is woken by a doorbell:
 * by own appends at once, by those of other processes through PostgreSQL's notifications; a slow look is the fallback.
 * It begins to read when it is first asked.
 */
public final class LogTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("[LOG]");
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
    private static final int PAGE = 1_000;

    private final LogRows rows;
    private final LogDatabase database;
    private final Semaphore bell = new Semaphore(0);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final TailWindow window = new TailWindow();
    private @Nullable LogToken head;
    private int epoch;
    private @Nullable Thread thread;
    private @Nullable Listener listener;
    private boolean trouble;
    private volatile boolean stopping;

    LogTail(LogDatabase database, LogRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** Waits until the log is known to have an event after the position; false when the time was too short. */
    public boolean awaitBeyond(long position, Duration max) throws InterruptedException {
        start();
        long nanos = max.toNanos();
        lock.lock();
        try {
            while (head == null || head.index() <= position) {
                if (nanos <= 0 || stopping) {
                    return false;
                }
                nanos = moved.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Has {@code callback} run, in the tail's own thread, each time the log has grown; it must be quick. */
    public AutoCloseable onGrowth(Runnable callback) {
        start();
        listeners.add(callback);
        return () -> listeners.remove(callback);
    }

    /** The log may have grown. */
    void ring() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    /** At most {@code limit} events after the position; empty where they are too old to be remembered here. */
    Optional<List<LogRow>> after(long position, int limit) {
        start();
        lock.lock();
        try {
            return head == null ? Optional.empty() : window.after(position, limit);
        } finally {
            lock.unlock();
        }
    }

    /** Another number than before: the log was restored to an older point meanwhile. */
    int epoch() {
        lock.lock();
        try {
            return epoch;
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        lock.lock();
        try {
            if (thread == null && !stopping) {
                thread = Thread.ofPlatform().daemon().name("log-tail").start(this::run);
                listener = new Listener(database, this::ring);
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!stopping) {
            if (!pull()) {
                listen();
            }
        }
    }

    private void listen() {
        try {
            if (bell.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                bell.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    /** Whether there may be more at once. */
    private boolean pull() {
        try {
            if (trouble || head == null) {
                settle();
            }
            LogToken from = Objects.requireNonNull(head);
            List<LogRow> page = rows.after(from.index() - 1, PAGE);
            trouble = !from.equals(LogToken.START) && !beginsWith(from, page);
            List<LogRow> news = page.stream()
                    .filter(row -> !trouble && row.position() > from.index())
                    .toList();
            if (!news.isEmpty()) {
                take(news);
            }
            return trouble || page.size() == PAGE;
        } catch (SQLException | RuntimeException e) {
            if (!trouble && !stopping) {
                LOG.warn("the log's tail waits for PostgreSQL: {}", e.toString());
            }
            trouble = true;
            return false;
        }
    }

    /** Each page begins with what is known already, because a log may be restored without any connection breaking. */
    private static boolean beginsWith(LogToken known, List<LogRow> page) {
        return !page.isEmpty() && page.getFirst().token().equals(known);
    }

    private void take(List<LogRow> page) {
        lock.lock();
        try {
            page.forEach(window::add);
            head = page.getLast().token();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        listeners.forEach(Runnable::run);
    }

    /** Finds the end of the log at the start, and again where the log is not the one that was read so far. */
    private void settle() throws SQLException {
        LogToken known = head;
        if (known != null && rows.has(known)) {
            return;
        }
        LogToken found = rows.head();
        lock.lock();
        try {
            if (known != null) {
                LOG.error("the log was restored to an older point: position {} has another event", known.index());
                epoch++;
            }
            window.begin(found.index());
            head = found;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        listeners.forEach(Runnable::run);
    }

    @Override
    public void close() {
        stopping = true;
        Thread running;
        Listener listening;
        lock.lock();
        try {
            moved.signalAll();
            running = thread;
            listening = listener;
        } finally {
            lock.unlock();
        }
        ring();
        if (listening != null) {
            listening.close();
        }
        if (running != null) {
            try {
                running.join(STOP_PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
