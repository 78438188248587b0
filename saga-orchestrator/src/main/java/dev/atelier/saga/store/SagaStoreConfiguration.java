package dev.atelier.saga.store;

import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The orchestrator's own database, as Spring's: saga, token, timers and parked sagas share its transactions. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SagaDatabaseSettings.class)
public class SagaStoreConfiguration {
    @Bean
    SagaDatabase sagaDatabase(SagaDatabaseSettings settings) {
        String jdbcUrl = Objects.requireNonNull(settings.jdbcUrl());
        return SagaDatabase.open(jdbcUrl, settings.user(), settings.password(), settings.connectionsMax());
    }

    /** Closed by its owner. */
    @Bean(destroyMethod = "")
    DataSource sagaDataSource(SagaDatabase database) {
        return database.dataSource();
    }

    @Bean
    JdbcTransactionManager sagaTransactions(DataSource sagaDataSource) {
        return new JdbcTransactionManager(sagaDataSource);
    }

    @Bean
    JdbcClient sagaJdbc(DataSource sagaDataSource) {
        return JdbcClient.create(sagaDataSource);
    }
}
