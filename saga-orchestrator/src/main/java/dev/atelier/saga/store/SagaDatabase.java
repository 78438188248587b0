package dev.atelier.saga.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The orchestrator's connections to its schema, which is brought up to date before anybody gets one. */
public final class SagaDatabase implements AutoCloseable {
    private static final String SCHEMA = "saga";

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
        HikariDataSource pool = new HikariDataSource(config);
        migrate(pool);
        return new SagaDatabase(pool);
    }

    private static void migrate(DataSource pool) {
        Flyway.configure()
                .dataSource(pool)
                .schemas(SCHEMA)
                .locations("classpath:db/saga")
                .table("saga_schema_history")
                .connectRetries(30)
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
