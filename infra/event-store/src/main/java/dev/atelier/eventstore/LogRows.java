package dev.atelier.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads rows of the log as they are stored. */
final class LogRows {
    private static final int TRIES_MAX = 3;

    private final LogDatabase database;

    LogRows(LogDatabase database) {
        this.database = database;
    }

    /** At most {@code limit} rows after a position, in log order: nothing is ever missed or seen twice. */
    List<LogRow> after(long position, int limit) throws SQLException {
        return query(LogStatements.AFTER, statement -> {
            statement.setLong(1, position);
            statement.setInt(2, limit);
        });
    }

    /** At most {@code limit} rows of a stream from a sequence number on. */
    List<LogRow> stream(String stream, long fromSequence, int limit) throws SQLException {
        return query(LogStatements.STREAM, statement -> {
            statement.setString(1, stream);
            statement.setLong(2, fromSequence);
            statement.setInt(3, limit);
        });
    }

    /** The stream's snapshot, if there is one, and every row after it, in one round trip. */
    List<LogRow> streamFromSnapshot(String stream) throws SQLException {
        return query(LogStatements.STREAM_FROM_SNAPSHOT, statement -> {
            statement.setString(1, stream);
            statement.setString(2, stream);
            statement.setString(3, stream);
        });
    }

    List<LogRow> snapshot(String stream) throws SQLException {
        return query(LogStatements.SNAPSHOT, statement -> statement.setString(1, stream));
    }

    /** Empty when there is no such stream. */
    Optional<Long> lastSequence(String stream) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(LogStatements.LAST_SEQUENCE)) {
            statement.setString(1, stream);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long last = row.getLong(1);
                return row.wasNull() ? Optional.empty() : Optional.of(last);
            }
        }
    }

    /** The newest event. */
    LogToken head() throws SQLException {
        return token(LogStatements.HEAD_EVENT, statement -> {});
    }

    /** Whether the event that the token names is where the token says. */
    boolean has(LogToken token) throws SQLException {
        return token.eventId().isEmpty()
                || token(LogStatements.EVENT_AT, statement -> statement.setLong(1, token.index()))
                        .equals(token);
    }

    /**
     * The last event that was recorded before the instant. Recorded time never decreases with position, so it is found
     * by halves and not by a scan.
     */
    LogToken lastBefore(Instant instant) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(LogStatements.LAST_UP_TO)) {
            LogToken last = LogToken.START;
            long low = 1;
            long high = head().index();
            while (low <= high) {
                long middle = low + (high - low) / 2;
                statement.setLong(1, middle);
                statement.setLong(2, low);
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        low = middle + 1;
                    } else if (row.getTimestamp(3).toInstant().isBefore(instant)) {
                        last = new LogToken(row.getLong(1), row.getString(2));
                        low = middle + 1;
                    } else {
                        high = row.getLong(1) - 1;
                    }
                }
            }
            return last;
        }
    }

    /** Sets a statement's parameters. */
    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    private LogToken token(String sql, Parameters parameters) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new LogToken(row.getLong(1), row.getString(2)) : LogToken.START;
            }
        }
    }

    /** The pool may hand out connections that a restarted server has closed; asking again is harmless. */
    private List<LogRow> query(String sql, Parameters parameters) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return queryOnce(sql, parameters);
            } catch (SQLException e) {
                boolean broken = AppendFailure.of(e) == AppendFailure.UNKNOWN;
                if (attempt == TRIES_MAX || !broken || e instanceof SQLTransientConnectionException) {
                    throw e;
                }
            }
        }
    }

    private List<LogRow> queryOnce(String sql, Parameters parameters) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            List<LogRow> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(LogRow.of(row));
                }
            }
            return rows;
        }
    }
}
