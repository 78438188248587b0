package dev.atelier.bench.append;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.atelier.bench.stage.Database;
import dev.atelier.wire.WireJson;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcSQLErrorCodesResolver;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Axon's own JDBC engine as Spring Boot users have it: a transaction per command, a pool, platform threads. The table
 * is made first: without it the engine takes every failure for a conflict.
 */
final class StockJdbc implements Engine {
    static final int CONNECTIONS = 34;

    private final HikariDataSource pool;
    private final TransactionManager transactions;
    private final CommandBus bus;
    private final EventStore store;

    StockJdbc(Database database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(CONNECTIONS);
        pool = new HikariDataSource(config);
        transactions = new SpringTransactionManager(new JdbcTransactionManager(pool));
        JdbcEventStorageEngine engine = JdbcEventStorageEngine.builder()
                .eventSerializer(serializer())
                .snapshotSerializer(serializer())
                .connectionProvider(new SpringDataSourceConnectionProvider(pool))
                .transactionManager(transactions)
                .persistenceExceptionResolver(new JdbcSQLErrorCodesResolver())
                .build();
        engine.createSchema(PostgresEventTableFactory.INSTANCE);
        store = EmbeddedEventStore.builder().storageEngine(engine).build();
        bus = SimpleCommandBus.builder().transactionManager(transactions).build();
        subscribe();
    }

    private static Serializer serializer() {
        Jackson3Serializer.Builder builder = Jackson3Serializer.builder();
        builder.jsonMapperBuilderCustomizer(WireJson::configure);
        return builder.build();
    }

    @Override
    public CommandBus bus() {
        return bus;
    }

    @Override
    public EventStore store() {
        return store;
    }

    @Override
    public ThreadFactory callers() {
        return Thread.ofPlatform().name("caller-", 0).factory();
    }

    @Override
    public void append(List<? extends EventMessage<?>> events) {
        transactions.executeInTransaction(() -> store.publish(events));
    }

    @Override
    public void close() {
        pool.close();
    }
}
