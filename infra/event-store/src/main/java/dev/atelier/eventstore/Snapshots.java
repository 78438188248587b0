package dev.atelier.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/** States of long streams, kept so that loading them is short: one row a stream, disposable. */
final class Snapshots {
    private final LogDatabase database;

    Snapshots(LogDatabase database) {
        this.database = database;
    }

    /** Replaces the stream's snapshot, unless that is of a later moment; false then. */
    boolean store(NewEvent snapshot, Instant at) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(LogStatements.STORE_SNAPSHOT)) {
            statement.setString(1, snapshot.stream());
            statement.setLong(2, snapshot.sequence());
            statement.setString(3, snapshot.streamType());
            statement.setString(4, snapshot.eventId().toString());
            statement.setTimestamp(5, Timestamp.from(at));
            statement.setString(6, snapshot.name());
            statement.setInt(7, snapshot.revision());
            statement.setString(8, snapshot.payload());
            statement.setString(9, snapshot.metadata());
            return statement.executeUpdate() == 1;
        }
    }
}
