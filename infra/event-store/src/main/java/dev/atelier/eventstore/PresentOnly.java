package dev.atelier.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The pool, for as long as PostgreSQL is there: nobody waits for a connection to a server that is known to be away. */
final class PresentOnly extends DelegatingDataSource {
    private final LogPresence presence;

    PresentOnly(DataSource pool, LogPresence presence) {
        super(pool);
        this.presence = presence;
    }

    @Override
    public Connection getConnection() throws SQLException {
        LogUnavailableException absence = presence.absence();
        if (absence != null) {
            throw new SQLTransientConnectionException(absence.getMessage(), absence);
        }
        try {
            return super.getConnection();
        } catch (SQLTransientConnectionException e) {
            // With a cause the server did not answer; without one the pool was merely busy.
            if (e.getCause() != null) {
                presence.lost(e);
            }
            throw e;
        }
    }
}
