package dev.atelier.eventstore.proof;

import dev.atelier.eventstore.LogDatabase;
import dev.atelier.eventstore.LogRole;
import dev.atelier.eventstore.LogSettings;
import dev.atelier.eventstore.proof.domain.HeadKey;
import dev.atelier.eventstore.proof.domain.HeadSigner;
import dev.atelier.eventstore.proof.domain.SignedHead;
import dev.atelier.eventstore.proof.domain.TestChain;
import dev.atelier.servers.PostgresServer;
import dev.atelier.servers.testing.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A log in a database of its own: one who may append, the sealer, and a superuser who may do anything. */
final class SealedLog implements AutoCloseable {
    static final HeadSigner SIGNER = TestChain.signer(1);
    private static final PostgresServer SERVER = TestServers.postgres();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-27T00:00:00Z"), ZoneOffset.UTC);

    private final String jdbcUrl = TestServers.freshDatabase();
    final LogDatabase database =
            LogDatabase.open(new LogSettings(jdbcUrl, SERVER.user(), SERVER.password(), true, LogRole.WRITER, 2));
    final JdbcTemplate superuser =
            new JdbcTemplate(new DriverManagerDataSource(jdbcUrl, SERVER.user(), SERVER.password()));

    /** One more stream with this many events. */
    void append(int events) {
        superuser.update("""
                insert into event (stream, sequence, stream_type, event_id, recorded_at, name, revision, payload, metadata)
                select 'job-' || s.id, n - 1, 'job', gen_random_uuid(), clock_timestamp(), 'job-queued', 1,
                       ('{"attempt":  ' || n || ',"note":"я"}')::json, '{"actor":"test"}'::json
                  from (select gen_random_uuid() as id) s cross join generate_series(1, ?) n order by n
                """, events);
    }

    /** A superuser is not bound by triggers. */
    void tamper(String sql) {
        superuser.execute("alter table event disable trigger all");
        superuser.execute("alter table log_block disable trigger all");
        superuser.execute(sql);
        superuser.execute("alter table event enable trigger all");
        superuser.execute("alter table log_block enable trigger all");
    }

    Sealing sealing(int eventsMax) {
        return sealing(eventsMax, Optional.empty());
    }

    Sealing sealing(int eventsMax, Optional<HeadFile> export) {
        return new Sealing(SIGNER, export, eventsMax, CLOCK);
    }

    /** Seals until nothing is left. */
    void seal(Sealing sealing) throws SQLException {
        try (Connection connection = sealersConnection()) {
            while (sealing.sealNext(connection) > 0) {}
        }
    }

    Connection sealersConnection() throws SQLException {
        Connection connection = database.openOwn("test-sealer");
        connection.setAutoCommit(false);
        return connection;
    }

    SignedHead head() throws SQLException {
        try (Connection connection = connection()) {
            return EventProofs.head(connection).orElseThrow();
        }
    }

    LogVerification.Report verify(Optional<SignedHead> kept) throws SQLException {
        try (Connection connection = connection()) {
            Set<HeadKey> known = Set.of(SIGNER.key());
            return LogVerification.verify(connection, kept, known);
        }
    }

    Connection connection() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, SERVER.user(), SERVER.password());
    }

    @Override
    public void close() {
        database.close();
    }
}
