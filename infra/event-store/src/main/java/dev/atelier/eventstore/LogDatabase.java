package dev.atelier.eventstore;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The log's own connections. Not a {@code DataSource} bean on purpose: nothing else may borrow them, and no Spring
 * transaction may span an append.
 */
public final class LogDatabase implements AutoCloseable {
    private final HikariDataSource pool;

    private LogDatabase(HikariDataSource pool) {
        this.pool = pool;
    }

    public static LogDatabase open(LogSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("log");
        config.setJdbcUrl(Objects.requireNonNull(settings.jdbcUrl()));
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.connectionsMax());
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "atelier-log");
        config.addDataSourceProperty("prepareThreshold", 3);
        LogDatabase database = new LogDatabase(new HikariDataSource(config));
        if (settings.migrate()) {
            database.migrate();
        }
        return database;
    }

    DataSource dataSource() {
        return pool;
    }

    private void migrate() {
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/log")
                .table("log_schema_history")
                .connectRetries(30)
                .load()
                .migrate();
    }

    @Override
    public void close() {
        pool.close();
    }
}
