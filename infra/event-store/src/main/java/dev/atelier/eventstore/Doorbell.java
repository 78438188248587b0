package dev.atelier.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells other processes that the log has grown. The notification is a statement of its own after the commit, because
 * inside the append it would make PostgreSQL take one more lock over all commits. While few appends come, listeners hear
 * of each within a millisecond; while many come, of four milliseconds' together, which spares all of them work. It carries nothing and may be lost: whoever listens also looks now and then.
 */
final class Doorbell implements AutoCloseable {
    private static final long PAUSE_NANOS_MIN = Duration.ofMillis(1).toNanos();
    private static final long PAUSE_NANOS_MAX = Duration.ofMillis(4).toNanos();
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

    private final LogDatabase database;
    private final Semaphore rung = new Semaphore(0);
    private final Thread thread;
    private @Nullable Connection connection;
    private volatile boolean stopping;

    Doorbell(LogDatabase database) {
        this.database = database;
        thread = Thread.ofPlatform().daemon().name("log-doorbell").start(this::run);
    }

    /** Returns at once. */
    void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    private void run() {
        long pause = PAUSE_NANOS_MIN;
        while (!stopping) {
            try {
                rung.acquire();
            } catch (InterruptedException e) {
                break;
            }
            rung.drainPermits();
            tell();
            LockSupport.parkNanos(pause);
            pause = rung.availablePermits() == 0 ? PAUSE_NANOS_MIN : Math.min(2 * pause, PAUSE_NANOS_MAX);
        }
        hangUp();
    }

    private void tell() {
        try {
            Connection open = connection;
            if (open == null) {
                open = database.openOwn("atelier-log-doorbell");
                connection = open;
            }
            try (Statement statement = open.createStatement()) {
                statement.execute(LogStatements.NOTIFY);
            }
        } catch (SQLException e) {
            // Listeners look for themselves; the next ring tries a new connection.
            hangUp();
        }
    }

    private void hangUp() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            LogDatabase.closeQuietly(open);
        }
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
