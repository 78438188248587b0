package dev.atelier.eventstore;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The log's own connections, all in the role of {@link LogSettings#role()}. Not a {@code DataSource} bean on purpose:
 * nothing else may borrow them, and no Spring transaction may span an append.
 */
public final class LogDatabase implements AutoCloseable {
    /** A dead server is noticed after so long; an append takes milliseconds. */
    private static final String SOCKET_TIMEOUT_SECONDS = "30";

    private static final int CONNECT_PAUSE_SECONDS = 5;
    private static final int CONNECT_TRIES = 24 * 60 * 60 / CONNECT_PAUSE_SECONDS;

    private final LogSettings settings;
    private final HikariDataSource pool;
    private final LogPresence presence = new LogPresence(() -> openOwn("atelier-log-probe"));
    private final DataSource present;

    private LogDatabase(LogSettings settings, HikariDataSource pool) {
        this.settings = settings;
        this.pool = pool;
        present = new PresentOnly(pool, presence);
    }

    public static LogDatabase open(LogSettings settings) {
        if (settings.migrate()) {
            migrate(settings);
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("log");
        config.setJdbcUrl(url(settings));
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.connectionsMax());
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(-1);
        // Said and not asked for: a first connection that breaks while it is asked leaves a pool that never works
        // again.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionInitSql(takeRole(settings));
        config.addDataSourceProperty("ApplicationName", "atelier-log");
        config.addDataSourceProperty("prepareThreshold", 3);
        config.addDataSourceProperty("tcpKeepAlive", true);
        config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
        return new LogDatabase(settings, new HikariDataSource(config));
    }

    DataSource dataSource() {
        return present;
    }

    LogPresence presence() {
        return presence;
    }

    /** A connection outside of the pool, for whoever keeps one for good; each statement commits on its own. */
    public Connection openOwn(String name) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("ApplicationName", name);
        properties.setProperty("prepareThreshold", "1");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
        Connection connection = DriverManager.getConnection(url(settings), properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute(takeRole(settings));
            return connection;
        } catch (SQLException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /** Closing what is broken may fail; that is no news. */
    public static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone either way.
        }
    }

    /** Ends what another thread waits for on this connection. */
    static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is gone either way.
        }
    }

    private static String url(LogSettings settings) {
        return Objects.requireNonNull(settings.jdbcUrl());
    }

    private static String takeRole(LogSettings settings) {
        return "set role " + settings.role().role();
    }

    /** Waits for the server, for a day if need be, and says in the log that it does. */
    private static void migrate(LogSettings settings) {
        Flyway.configure()
                .dataSource(url(settings), settings.user(), settings.password())
                .locations("classpath:db/log")
                .table("log_schema_history")
                .connectRetries(CONNECT_TRIES)
                .connectRetriesInterval(CONNECT_PAUSE_SECONDS)
                .load()
                .migrate();
    }

    @Override
    public void close() {
        presence.close();
        pool.close();
    }
}
