package dev.atelier.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import dev.atelier.servers.testing.TestServers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The log of Axon's stock {@link JdbcEventStorageEngine}, set up as well as it can be: a resolver that knows
 * PostgreSQL's code for a conflict (its own does not), and a connection pool.
 */
final class StockLog implements EngineFixture {
    private static final String UNIQUE_VIOLATION = "23505";

    private final String jdbcUrl = TestServers.freshDatabase();
    private final List<AutoCloseable> opened = new ArrayList<>();

    private StockLog() {}

    static StockLog create() {
        StockLog log = new StockLog();
        ((JdbcEventStorageEngine) log.open()).createSchema(PostgresEventTableFactory.INSTANCE);
        return log;
    }

    @Override
    public EventStorageEngine open(EventUpcaster upcasters) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(jdbcUrl);
        pool.setUsername(TestServers.postgres().user());
        pool.setPassword(TestServers.postgres().password());
        pool.setMinimumIdle(0);
        opened.add(pool);
        Serializer serializer = WireNameSerializer.create();
        return JdbcEventStorageEngine.builder()
                .connectionProvider(new SpringDataSourceConnectionProvider(pool))
                .transactionManager(new SpringTransactionManager(new DataSourceTransactionManager(pool)))
                .persistenceExceptionResolver(
                        e -> e instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState()))
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .upcasterChain(upcasters)
                .build();
    }

    @Override
    public EventStore store(EventStorageEngine engine) {
        EmbeddedEventStore store = EmbeddedEventStore.builder()
                .storageEngine(engine)
                .fetchDelay(5)
                .timeUnit(TimeUnit.MILLISECONDS)
                .build();
        opened.add(store::shutDown);
        return store;
    }

    @Override
    public DataSource outside() {
        return new DriverManagerDataSource(
                jdbcUrl, TestServers.postgres().user(), TestServers.postgres().password());
    }

    @Override
    public String table() {
        return "DomainEventEntry";
    }

    @Override
    public String streamColumn() {
        return "aggregateIdentifier";
    }

    @Override
    public String snapshotTable() {
        return "SnapshotEventEntry";
    }

    @Override
    public void close() {
        for (AutoCloseable each : opened.reversed()) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
