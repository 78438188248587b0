package dev.atelier.saga.jobfulfilment;

import dev.atelier.contracts.log.Processor;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.LogToken;
import dev.atelier.eventstore.Skips;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilmentProcess;
import dev.atelier.saga.jobfulfilment.domain.Patience;
import dev.atelier.saga.line.StoredSagas;
import dev.atelier.saga.line.WaitingLine;
import dev.atelier.saga.outbound.Sender;
import dev.atelier.saga.store.LogAgreement;
import dev.atelier.saga.store.SagaTable;
import dev.atelier.saga.store.TokenTable;
import dev.atelier.saga.timers.Alarm;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The saga on Axon: one processor with one segment that reads the log from its beginning and is never reset. Axon
 * opens no transaction: {@link BatchCommit} writes what a batch changes in one statement.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FulfilmentSettings.class)
public class JobFulfilmentConfiguration {
    @Bean
    Patience patience(FulfilmentSettings settings) {
        return settings.patience();
    }

    @Bean
    ParkedSagas parkedSagas(JdbcClient sagaJdbc, Clock clock, MeterRegistry meters) {
        return new ParkedSagas(sagaJdbc, clock, meters);
    }

    @Bean
    SagaCache sagaCache(FulfilmentSettings settings) {
        return new SagaCache(settings.sagasCached());
    }

    @Bean
    SegmentClaim segmentClaim(
            TokenTable tokens,
            SagaTable sagas,
            LogAgreement agreement,
            SagaCache cache,
            WaitingLine line,
            FulfilmentSettings settings,
            MeterRegistry meters) {
        return new SegmentClaim(tokens, sagas, agreement, cache, line, settings.claimTimeout(), meters);
    }

    @Bean
    BatchCommit batchCommit(Sender sender, SegmentClaim claim, SagaCache cache, WaitingLine line, Alarm alarm) {
        return new BatchCommit(sender, claim, cache, line, alarm);
    }

    @Bean
    ReadableEvents readableEvents(LogReader log) {
        Skips skips = new Skips(log);
        return new ReadableEvents(eventId -> skips.isSkipped(Processor.JOB_FULFILMENT, eventId));
    }

    @Bean
    FulfilmentHealth fulfilmentHealthIndicator(LogAgreement agreement, ReadableEvents events) {
        return new FulfilmentHealth(agreement, events);
    }

    @Bean
    StoredSagas storedSagas(SagaTable sagas, SagaCache cache) {
        return new SagasInLine(sagas, cache);
    }

    @Bean
    BatchOutbox batchOutbox(Clock clock) {
        return new BatchOutbox(clock);
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
            SagaTable table,
            SagaCache cache,
            ParkedSagas parked,
            SegmentClaim claim,
            ReadableEvents events,
            BatchCommit commit) {
        String name = JobFulfilmentSaga.PROCESSOR;
        CachedSagas sagas = new CachedSagas(table, cache, parked);
        return axon -> axon.eventProcessing(processing -> {
            processing.registerSaga(
                    JobFulfilmentSaga.class, saga -> saga.configureRepository(c -> SagasByJob.create(sagas, c)));
            processing.registerHandlerInterceptor(name, c -> commit);
            tracking(processing, name, claim, events, settings);
        });
    }

    /** The start is named because Axon's default for sagas, the head of the log, would miss what happened before. */
    private static void tracking(
            EventProcessingConfigurer processing,
            String name,
            SegmentClaim claim,
            ReadableEvents events,
            FulfilmentSettings settings) {
        TrackingEventProcessorConfiguration reading = TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                .andInitialTrackingToken(log -> LogToken.START)
                .andBatchSize(settings.batchSize())
                .andTokenClaimInterval(1, TimeUnit.SECONDS);
        processing.registerEventProcessor(
                name,
                (processor, axon, handlers) -> PatientProcessor.create(
                        name,
                        axon,
                        handlers,
                        claim,
                        token -> new ReadableStream(axon.eventStore().openStream(token), events),
                        reading));
        processing.registerListenerInvocationErrorHandler(name, c -> PropagatingErrorHandler.instance());
    }
}
