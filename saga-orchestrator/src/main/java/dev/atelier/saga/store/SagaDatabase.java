package dev.atelier.saga.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The orchestrator's connections to its schema, which is brought up to date before anybody gets one. */
public final class SagaDatabase implements AutoCloseable {
    private static final String SCHEMA = "saga";
    private static final int CONNECT_PAUSE_SECONDS = 5;
    private static final int CONNECT_TRIES = 24 * 60 * 60 / CONNECT_PAUSE_SECONDS;

    private final HikariDataSource pool;

    private SagaDatabase(HikariDataSource pool) {
        this.pool = pool;
    }

    public static SagaDatabase open(String jdbcUrl, String user, String password, int connectionsMax) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(SCHEMA);
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connectionsMax);
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(-1);
        // Said and not asked for: a first connection that breaks while it is asked leaves a pool that never works
        // again.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setSchema(SCHEMA);
        config.addDataSourceProperty("ApplicationName", "atelier-saga");
        config.addDataSourceProperty("prepareThreshold", 3);
        migrate(jdbcUrl, user, password);
        return new SagaDatabase(new HikariDataSource(config));
    }

    /** Waits for the server, for a day if need be, and says in the log that it does. */
    private static void migrate(String jdbcUrl, String user, String password) {
        Flyway.configure()
                .dataSource(jdbcUrl, user, password)
                .schemas(SCHEMA)
                .locations("classpath:db/saga")
                .table("saga_schema_history")
                .connectRetries(CONNECT_TRIES)
                .connectRetriesInterval(CONNECT_PAUSE_SECONDS)
                .load()
                .migrate();
    }

    public DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
