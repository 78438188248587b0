package dev.atelier.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Lets one of all replicas do something at a time, by an advisory lock of the log's database. The lock ends with its
 * connection; a replica that lost it may still be at work, so the work must bear being done twice.
 */
public final class Turns {
    private static final String TRY = "select pg_try_advisory_lock(?)";

    private final LogDatabase database;

    Turns(LogDatabase database) {
        this.database = database;
    }

    /**
     * Does the work unless another replica is at it.
     *
     * @return false when somebody else is at it
     * @throws LogUnavailableException when PostgreSQL is away
     */
    public boolean take(Turn turn, Runnable work) {
        Connection connection = open();
        try {
            if (!locked(connection, turn)) {
                return false;
            }
            work.run();
            return true;
        } finally {
            LogDatabase.closeQuietly(connection);
        }
    }

    private Connection open() {
        try {
            return database.openOwn("atelier-turn");
        } catch (SQLException e) {
            throw new LogUnavailableException("PostgreSQL is away", e);
        }
    }

    private static boolean locked(Connection connection, Turn turn) {
        try (PreparedStatement statement = connection.prepareStatement(TRY)) {
            statement.setLong(1, turn.lock());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new LogUnavailableException("PostgreSQL is away", e);
        }
    }
}
