package dev.atelier.saga.store;

import java.util.Objects;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The orchestrator's own database: sagas, token, timers and parked sagas. */
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
    SagaTable sagaTable(DataSource sagaDataSource) {
        return new SagaTable(sagaDataSource);
    }

    @Bean
    TokenTable tokenTable(DataSource sagaDataSource) {
        return new TokenTable(sagaDataSource);
    }

    @Bean
    LogAgreement logAgreement(ObjectProvider<EventStore> log) {
        return new LogAgreement(log::getObject);
    }

    @Bean
    JdbcClient sagaJdbc(DataSource sagaDataSource) {
        return JdbcClient.create(sagaDataSource);
    }
}
