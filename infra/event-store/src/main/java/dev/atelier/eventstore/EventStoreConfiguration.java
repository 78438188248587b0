package dev.atelier.eventstore;

import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
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
    /** How long a caught-up processor waits before it looks for events of other processes. */
    private static final long FETCH_DELAY_MILLIS = 20;

    @Bean
    LogDatabase logDatabase(LogSettings settings) {
        return LogDatabase.open(settings);
    }

    @Bean
    LogReader logReader(LogDatabase database) {
        return new LogReader(database);
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
    PostgresEventStorageEngine eventStorageEngine(
            LogDatabase database,
            @Qualifier("eventSerializer") Serializer serializer,
            org.axonframework.config.Configuration axon) {
        return PostgresEventStorageEngine.create(database, serializer, axon.upcasterChain());
    }

    @Bean(name = {"eventStore", "eventBus"})
    EventStore eventStore(PostgresEventStorageEngine engine) {
        return EmbeddedEventStore.builder()
                .storageEngine(engine)
                .fetchDelay(FETCH_DELAY_MILLIS)
                .timeUnit(TimeUnit.MILLISECONDS)
                .build();
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
                dev.atelier.contracts.wire.Metadata.CAUSE);
    }

    /** A handler's exception stops its processor and is tried again; Axon's default would log it and go on. */
    @Bean
    ConfigurerModule failuresAreNotSwallowed() {
        return configurer -> configurer.eventProcessing(processing ->
                processing.registerDefaultListenerInvocationErrorHandler(axon -> PropagatingErrorHandler.instance()));
    }
}
