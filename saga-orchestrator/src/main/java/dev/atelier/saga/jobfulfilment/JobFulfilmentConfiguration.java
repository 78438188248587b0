package dev.atelier.saga.jobfulfilment;

import dev.atelier.eventstore.LogReader;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilmentProcess;
import dev.atelier.saga.jobfulfilment.domain.Patience;
import dev.atelier.saga.outbound.Sender;
import dev.atelier.saga.runs.RunOrders;
import dev.atelier.saga.timers.Alarm;
import dev.atelier.saga.timers.Timers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.modelling.saga.repository.jdbc.PostgresSagaSqlSchema;
import org.axonframework.modelling.saga.repository.jdbc.SagaSchema;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * The saga on Axon: one processor with one segment that reads the log from its beginning and is never reset. Saga,
 * token and timers are committed in one transaction.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FulfilmentSettings.class)
public class JobFulfilmentConfiguration {
    private static final TokenSchema TOKENS = TokenSchema.builder()
            .setTokenTable("token_entry")
            .setProcessorNameColumn("processor_name")
            .setTokenTypeColumn("token_type")
            .build();

    @Bean
    Patience patience(FulfilmentSettings settings) {
        return settings.patience();
    }

    @Bean
    ParkedSagas parkedSagas(JdbcClient sagaJdbc, Clock clock, MeterRegistry meters) {
        return new ParkedSagas(sagaJdbc, clock, meters);
    }

    @Bean
    BatchOutbox batchOutbox(RunOrders orders, Sender sender, Timers timers, Alarm alarm, Clock clock) {
        return new BatchOutbox(orders, sender, timers, alarm, clock, RandomGenerator.getDefault());
    }

    @Bean
    Fulfilment fulfilment(Patience patience, BatchOutbox outbox, ParkedSagas parked, MeterRegistry meters) {
        return new Fulfilment(new JobFulfilmentProcess(patience), outbox, parked, new FulfilmentMeters(meters));
    }

    @Bean
    FulfilmentLag fulfilmentLag(EventProcessingConfiguration processing, LogReader log) {
        return new FulfilmentLag(processing, log);
    }

    @Bean
    ConfigurerModule jobFulfilmentProcessor(
            FulfilmentSettings settings,
            DataSource sagaDataSource,
            JdbcTransactionManager sagaTransactions,
            ParkedSagas parked) {
        ConnectionProvider connections = new SpringDataSourceConnectionProvider(sagaDataSource);
        SagaStore<Object> sagas = new ParkingSagaStore(sagaStore(connections), parked);
        TransactionManager transactions = new SpringTransactionManager(sagaTransactions);
        return axon -> axon.eventProcessing(processing -> {
            processing.registerSaga(JobFulfilmentSaga.class, saga -> saga.configureSagaStore(c -> sagas));
            processing.registerTokenStore(
                    JobFulfilmentSaga.PROCESSOR, c -> tokenStore(connections, c.serializer(), settings));
            processing.registerTransactionManager(JobFulfilmentSaga.PROCESSOR, c -> transactions);
            tracking(processing, settings);
        });
    }

    /** The start is named because Axon's default for sagas, the head of the log, would miss what happened before. */
    private static void tracking(EventProcessingConfigurer processing, FulfilmentSettings settings) {
        String name = JobFulfilmentSaga.PROCESSOR;
        processing.registerTrackingEventProcessor(
                name,
                c -> c.eventStore(),
                c -> TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                        .andInitialTrackingToken(StreamableMessageSource::createTailToken)
                        .andBatchSize(settings.batchSize())
                        .andTokenClaimInterval(1, TimeUnit.SECONDS));
        processing.registerRollbackConfiguration(name, c -> RollbackConfigurationType.ANY_THROWABLE);
        processing.registerErrorHandler(name, c -> PropagatingErrorHandler.instance());
        processing.registerListenerInvocationErrorHandler(name, c -> PropagatingErrorHandler.instance());
    }

    private static SagaStore<Object> sagaStore(ConnectionProvider connections) {
        SagaSchema schema = SagaSchema.builder()
                .sagaEntryTable("saga_entry")
                .sagaIdColumn("saga_id")
                .sagaTypeColumn("saga_type")
                .serializedSagaColumn("serialized_saga")
                .associationValueEntryTable("association_value_entry")
                .associationKeyColumn("association_key")
                .associationValueColumn("association_value")
                .build();
        return JdbcSagaStore.builder()
                .connectionProvider(connections)
                .sqlSchema(new PostgresSagaSqlSchema(schema))
                .serializer(SagaSerializer.create())
                .build();
    }

    private static JdbcTokenStore tokenStore(
            ConnectionProvider connections, Serializer serializer, FulfilmentSettings settings) {
        return JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(serializer)
                .schema(TOKENS)
                .contentType(byte[].class)
                .claimTimeout(settings.claimTimeout())
                .build();
    }
}
