package dev.atelier.eventstore;

import dev.atelier.servers.PostgresServer;
import dev.atelier.servers.testing.TestServers;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Our log in a database of its own. */
final class PostgresLog implements EngineFixture {
    /** A suite opens many engines on one server. */
    private static final int READING_CONNECTIONS = 2;

    private final String jdbcUrl;
    private final String user;
    private final String password;
    private final Map<EventStorageEngine, LogProcess> opened = new HashMap<>();

    private PostgresLog(String jdbcUrl, String user, String password) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
        LogDatabase.open(settings(jdbcUrl, true, LogRole.WRITER)).close();
    }

    /** A new log on the tests' common PostgreSQL. */
    static PostgresLog create() {
        PostgresServer server = TestServers.postgres();
        return new PostgresLog(TestServers.freshDatabase(), server.user(), server.password());
    }

    /** A log in this database of a server of the test's own. */
    static PostgresLog in(PostgresServer server, String database) {
        return new PostgresLog(server.createDatabase(database), server.user(), server.password());
    }

    @Override
    public EventStorageEngine open(EventUpcaster upcasters) {
        return open(jdbcUrl, upcasters);
    }

    /** An engine that reaches the log by another way, such as a proxy. */
    EventStorageEngine openThrough(String otherJdbcUrl) {
        return open(otherJdbcUrl, NoOpEventUpcaster.INSTANCE);
    }

    private synchronized EventStorageEngine open(String url, EventUpcaster upcasters) {
        LogProcess process = LogProcess.start(settings(url, false, LogRole.WRITER), upcasters);
        opened.put(process.engine(), process);
        return process.engine();
    }

    /** For a process with this role. */
    LogSettings settings(LogRole role) {
        return settings(jdbcUrl, false, role);
    }

    private LogSettings settings(String url, boolean migrate, LogRole role) {
        return new LogSettings(url, user, password, migrate, role, READING_CONNECTIONS);
    }

    @Override
    public synchronized EventStore store(EventStorageEngine engine) {
        return Objects.requireNonNull(opened.get(engine)).store();
    }

    @Override
    public DataSource outside() {
        return new DriverManagerDataSource(jdbcUrl, user, password);
    }

    String jdbcUrl() {
        return jdbcUrl;
    }

    @Override
    public String table() {
        return "event";
    }

    @Override
    public String streamColumn() {
        return "stream";
    }

    @Override
    public String snapshotTable() {
        return "snapshot";
    }

    @Override
    public synchronized void close() {
        opened.values().forEach(LogProcess::close);
        opened.clear();
    }
}
