package dev.atelier.saga;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.preset.PresetEvent;
import dev.atelier.servers.EmbeddedBroker;
import dev.atelier.servers.PostgresServer;
import dev.atelier.servers.testing.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The orchestrator on real servers, and a hand that writes the log in the command side's place. */
final class Orchestrator implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ConfigurableApplicationContext context;
    private final Map<String, Long> sequences = new HashMap<>();

    private Orchestrator(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Orchestrator start(String database, String... settings) {
        List<String> arguments = arguments(database, TestServers.broker().uri());
        arguments.addAll(Arrays.asList(settings));
        return new Orchestrator(SagaOrchestratorApplication.builder().run(arguments.toArray(String[]::new)));
    }

    static List<String> arguments(String database, String brokerUri) {
        PostgresServer postgres = TestServers.postgres();
        return new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--atelier.log.jdbc-url=" + database,
                "--atelier.log.user=" + postgres.user(),
                "--atelier.log.password=" + postgres.password(),
                "--atelier.log.migrate=true",
                "--atelier.broker.uri=" + brokerUri,
                "--atelier.broker.kind=qpid",
                "--atelier.identity.key=0123456789abcdef0123456789abcdef",
                "--logging.level.root=WARN"));
    }

    static EmbeddedBroker broker() {
        return TestServers.broker();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    /** Appends events in one unit of work, each to its own stream. */
    void append(Object... events) {
        List<EventMessage<?>> messages =
                Arrays.stream(events).<EventMessage<?>>map(this::message).toList();
        bean(EventStore.class).publish(messages);
    }

    private EventMessage<?> message(Object event) {
        String stream = switch (event) {
            case JobEvent happened -> happened.jobId().toString();
            case AccountEvent happened -> happened.accountId().toString();
            case PresetEvent happened -> happened.name().stream();
            default -> throw new IllegalArgumentException("no stream for " + event);
        };
        long sequence = sequences.merge(stream, 0L, (last, zero) -> last + 1);
        return new GenericDomainEventMessage<>("test", stream, sequence, event);
    }

    /** Continues the streams that another one began. */
    Orchestrator continuing(Orchestrator before) {
        sequences.putAll(before.sequences);
        return this;
    }

    long count(String table) {
        return jdbc().sql("select count(*) from saga." + table)
                .query(Long.class)
                .single();
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never saw: " + what);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
