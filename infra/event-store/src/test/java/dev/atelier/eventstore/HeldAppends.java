package dev.atelier.eventstore;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

/**
 * Appends that stop at their commit, as on a slow disk or a bad network, until this is closed: they have taken their
 * positions, and nobody sees them yet. Works on any engine, because it is PostgreSQL that waits, in a deferred trigger.
 */
final class HeldAppends implements AutoCloseable {
    private static final String PREFIX = "held-";
    private static final long KEY = 815;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Connection connection;

    private HeldAppends(Connection connection) {
        this.connection = connection;
    }

    /** Teaches a log to hold appends. */
    static void install(EngineFixture log) throws SQLException {
        try (Connection connection = log.outside().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create function hold() returns trigger language plpgsql as $$
                    begin
                        perform pg_advisory_xact_lock_shared(%d);
                        return null;
                    end $$;
                    create constraint trigger held after insert on %s deferrable initially deferred
                        for each row when (new.%s like '%s%%') execute function hold()
                    """.formatted(KEY, log.table(), log.streamColumn(), PREFIX));
        }
    }

    /** From now on appends to {@link #newStream()} stop. */
    static HeldAppends hold(EngineFixture log) throws SQLException {
        Connection connection = log.outside().getConnection();
        HeldAppends held = new HeldAppends(connection);
        held.execute("select pg_advisory_lock(" + KEY + ")");
        return held;
    }

    /** The name of a stream that is not there yet and whose appends are held. */
    static String newStream() {
        return PREFIX + UUID.randomUUID();
    }

    /** Returns when an append has come to its commit. */
    void awaitHeld() {
        await().atMost(LIMIT).until(() -> number(WAITING + " and objid = " + KEY) == 1);
    }

    /** How many sessions of this log wait for a lock, the held one among them. */
    long waiting() {
        return number(WAITING);
    }

    /** Ends the sessions that are held, as an administrator or a fail-over does. */
    void terminate() {
        number("select count(pg_terminate_backend(pid)) from pg_locks where not granted and locktype = 'advisory'"
                + " and objid = " + KEY);
    }

    private static final String WAITING = """
            select count(*) from pg_locks where not granted and locktype = 'advisory'
               and database = (select oid from pg_database where datname = current_database())""";

    private long number(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Lets them go. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
