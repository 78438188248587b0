package dev.atelier.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Hears the doorbells of other processes over a connection of its own; a lost connection is made again. */
final class Listener implements AutoCloseable {
    private static final Duration HEARING = Duration.ofSeconds(5);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    private final LogDatabase database;
    private final Runnable heard;
    private final Thread thread;
    private volatile @Nullable Connection connection;
    private volatile boolean stopping;

    Listener(LogDatabase database, Runnable heard) {
        this.database = database;
        this.heard = heard;
        thread = Thread.ofPlatform().daemon().name("log-listener").start(this::run);
    }

    private void run() {
        while (!stopping) {
            try (Connection open = database.openOwn("atelier-log-listener")) {
                connection = open;
                listen(open);
            } catch (SQLException e) {
                LockSupport.parkNanos(stopping ? 0 : AFTER_TROUBLE.toNanos());
            } finally {
                connection = null;
            }
        }
    }

    private void listen(Connection open) throws SQLException {
        try (Statement statement = open.createStatement()) {
            statement.execute(LogStatements.LISTEN);
        }
        PGConnection notifications = open.unwrap(PGConnection.class);
        heard.run();
        while (!stopping) {
            PGNotification[] rings = notifications.getNotifications((int) HEARING.toMillis());
            if (rings != null && rings.length > 0) {
                heard.run();
            }
        }
    }

    /** Does not wait for the thread: it may be in the middle of hearing, which closing the connection ends. */
    @Override
    public void close() {
        stopping = true;
        Connection open = connection;
        if (open != null) {
            LogDatabase.abort(open);
        }
        LockSupport.unpark(thread);
    }
}
