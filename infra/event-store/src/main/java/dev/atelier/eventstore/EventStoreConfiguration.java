package dev.atelier.eventstore;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * Axon on our log. Everything that Axon would choose by the order of auto-configurations is chosen here by hand: on
 * Spring Boot 4 its own choice is, silently, a bus that stores nothing.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LogSettings.class, IdentitySettings.class})
@PropertySource("classpath:event-store.properties")
public class EventStoreConfiguration {
    @Bean
    LogDatabase logDatabase(LogSettings settings) {
        return LogDatabase.open(settings);
    }

    @Bean
    LogPresence logPresence(LogDatabase database) {
        return database.presence();
    }

    @Bean
    LogHealth logHealthIndicator(LogPresence presence) {
        return new LogHealth(presence);
    }

    @Bean
    LogReader logReader(
            LogDatabase database,
            @Qualifier("eventSerializer") Serializer serializer,
            ObjectProvider<EventUpcaster> upcasters) {
        EventUpcaster chain = new EventUpcasterChain(upcasters.orderedStream().toList());
        return new LogReader(database, new OlderRevisions(serializer, chain));
    }

    @Bean
    PersonalTexts personalTexts(LogDatabase database) {
        return new PersonalTexts(database);
    }

    @Bean
    Identities identities(LogReader log, IdentitySettings settings) {
        return new Identities(log, settings);
    }

    @Bean
    @Qualifier("eventSerializer")
    Serializer eventSerializer() {
        return WireNameSerializer.create();
    }

    /** Axon's own types (tokens, sagas) carry their class names; nothing but Axon's and ours may be named. */
    @Bean
    Jackson3SerializerCustomizer axonJson() {
        return builder -> builder.polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder()
                .allowIfSubType("org.axonframework.")
                .allowIfSubType("dev.atelier.")
                .build());
    }

    @Bean
    Turns logTurns(LogDatabase database) {
        return new Turns(database);
    }

    @Bean
    LogTail logTail(LogDatabase database) {
        return new LogTail(database, new LogRows(database));
    }

    @Bean
    Doorbell logDoorbell(LogDatabase database) {
        return new Doorbell(database);
    }

    @Bean
    GroupCommit groupCommit(
            LogDatabase database, LogTail tail, Doorbell doorbell, ObjectProvider<MeterRegistry> registry) {
        LogMeters meters = new LogMeters(registry.getIfAvailable(SimpleMeterRegistry::new));
        GroupCommit commits = new GroupCommit(database, meters, () -> {
            tail.ring();
            doorbell.ring();
        });
        meters.watchWaiting(commits::waiting);
        return commits;
    }

    @Bean
    PostgresEventStorageEngine eventStorageEngine(
            LogDatabase database,
            GroupCommit commits,
            @Qualifier("eventSerializer") Serializer serializer,
            org.axonframework.config.Configuration axon) {
        return PostgresEventStorageEngine.create(database, commits, serializer, axon.upcasterChain());
    }

    @Bean(name = {"eventStore", "eventBus"})
    EventStore eventStore(PostgresEventStorageEngine engine, LogTail tail) {
        return LogEventStore.create(engine, tail);
    }

    /** Commands run in the caller's thread and in no transaction: the append is one statement of its own. */
    @Bean
    CommandBus commandBus(org.axonframework.config.Configuration axon) {
        SimpleCommandBus bus = SimpleCommandBus.builder()
                .transactionManager(NoTransactionManager.INSTANCE)
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .build();
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        return bus;
    }

    @Bean
    Commands commands(CommandBus bus) {
        return new Commands(bus);
    }

    @Bean
    CorrelationDataProvider actorSubjectAndCause() {
        return new SimpleCorrelationDataProvider(
                dev.atelier.contracts.wire.Metadata.ACTOR,
                dev.atelier.contracts.wire.Metadata.SUBJECT,
                dev.atelier.contracts.wire.Metadata.CAUSE,
                dev.atelier.contracts.wire.Metadata.REASON);
    }

    /** A handler's exception stops its processor and is tried again; Axon's default would log it and go on. */
    @Bean
    ConfigurerModule failuresAreNotSwallowed() {
        return configurer -> configurer.eventProcessing(processing ->
                processing.registerDefaultListenerInvocationErrorHandler(axon -> PropagatingErrorHandler.instance()));
    }
}
