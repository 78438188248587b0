package dev.atelier.saga;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.log.EventSkipped;
import dev.atelier.contracts.log.SkipId;
import dev.atelier.contracts.preset.PresetEvent;
import dev.atelier.eventstore.EventStoreConfiguration;
import dev.atelier.eventstore.PersonalTexts;
import dev.atelier.servers.PostgresServer;
import dev.atelier.servers.testing.TestServers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A log in a database of its own, and a hand that writes it in the command side's place. */
final class TheLog implements AutoCloseable {
    private final String database;
    private final ConfigurableApplicationContext context;
    private final Map<String, Long> sequences = new HashMap<>();

    private TheLog(String database, ConfigurableApplicationContext context) {
        this.database = database;
        this.context = context;
    }

    static TheLog create() {
        String database = TestServers.freshDatabase();
        ConfigurableApplicationContext context = new SpringApplicationBuilder(WritingSide.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(
                        "spring.config.name=none",
                        "logging.level.root=WARN",
                        "atelier.log.migrate=true",
                        "atelier.log.role=writer")
                .run(settings(database));
        return new TheLog(database, context);
    }

    String database() {
        return database;
    }

    /** How a process is told where this log is. */
    static String[] settings(String database) {
        PostgresServer postgres = TestServers.postgres();
        return new String[] {
            "--atelier.log.jdbc-url=" + database,
            "--atelier.log.user=" + postgres.user(),
            "--atelier.log.password=" + postgres.password(),
            "--atelier.identity.key=0123456789abcdef0123456789abcdef"
        };
    }

    PersonalTexts texts() {
        return context.getBean(PersonalTexts.class);
    }

    /** Appends events in one unit of work, each to its own stream. */
    void append(Object... events) {
        List<EventMessage<?>> messages =
                Arrays.stream(events).<EventMessage<?>>map(this::message).toList();
        context.getBean(EventStore.class).publish(messages);
    }

    /** The database as its owner, for what no process of Atelier may do to it. */
    JdbcClient sql() {
        PostgresServer postgres = TestServers.postgres();
        return JdbcClient.create(new DriverManagerDataSource(database, postgres.user(), postgres.password()));
    }

    /** As if it had been restored to the moment before the events after the position. */
    void restoreTo(long position) {
        sql().sql("alter table event disable trigger all; delete from event where position > " + position
                        + "; alter table event enable trigger all")
                .update();
    }

    private EventMessage<?> message(Object event) {
        String stream = switch (event) {
            case JobEvent happened -> happened.jobId().toString();
            case AccountEvent happened -> happened.accountId().toString();
            case PresetEvent happened -> happened.name().stream();
            case EventSkipped skipped -> new SkipId(skipped.processor(), skipped.eventId()).toString();
            default -> throw new IllegalArgumentException("no stream for " + event);
        };
        long sequence = sequences.merge(stream, 0L, (last, zero) -> last + 1);
        return new GenericDomainEventMessage<>("test", stream, sequence, event);
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(EventStoreConfiguration.class)
    static class WritingSide {}
}
