package dev.atelier.saga.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The orchestrator's connections, brought to the newest schema before anybody gets one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SagaDatabaseSettings.class)
public class SagaStoreConfiguration {
    private static final String SCHEMA = "saga";

    @Bean
    HikariDataSource sagaDataSource(SagaDatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(SCHEMA);
        config.setJdbcUrl(Objects.requireNonNull(settings.jdbcUrl()));
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.connectionsMax());
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(-1);
        config.setSchema(SCHEMA);
        config.addDataSourceProperty("ApplicationName", "atelier-saga");
        config.addDataSourceProperty("prepareThreshold", 3);
        HikariDataSource dataSource = new HikariDataSource(config);
        migrate(dataSource);
        return dataSource;
    }

    @Bean
    JdbcTransactionManager sagaTransactions(DataSource sagaDataSource) {
        return new JdbcTransactionManager(sagaDataSource);
    }

    @Bean
    JdbcClient sagaJdbc(DataSource sagaDataSource) {
        return JdbcClient.create(sagaDataSource);
    }

    private static void migrate(DataSource dataSource) {
        Flyway.configure()
                .dataSource(dataSource)
                .schemas(SCHEMA)
                .locations("classpath:db/saga")
                .table("saga_schema_history")
                .connectRetries(30)
                .load()
                .migrate();
    }
}
