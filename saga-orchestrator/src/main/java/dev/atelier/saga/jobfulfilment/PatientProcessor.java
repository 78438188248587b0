package dev.atelier.saga.jobfulfilment;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;

/**
 * Axon's processor, but for how long it waits after trouble: Axon doubles the pause up to a minute, so that people's jobs
 * would stand still for a minute after a server has come back.
 */
final class PatientProcessor extends TrackingEventProcessor {
    private static final long PAUSE_MILLIS_MAX = Duration.ofSeconds(2).toMillis();

    private PatientProcessor(Builder builder) {
        super(builder);
    }

    static PatientProcessor create(
            String name,
            Configuration axon,
            EventHandlerInvoker handlers,
            SegmentClaim claim,
            StreamableMessageSource<TrackedEventMessage<?>> source,
            TrackingEventProcessorConfiguration reading) {
        return new PatientProcessor(builder()
                .name(name)
                .eventHandlerInvoker(handlers)
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .errorHandler(PropagatingErrorHandler.instance())
                .messageMonitor(axon.messageMonitor(TrackingEventProcessor.class, name))
                .messageSource(source)
                .tokenStore(claim)
                .transactionManager(NoTransactionManager.INSTANCE)
                .trackingEventProcessorConfiguration(reading));
    }

    @Override
    protected void doSleepFor(long millis) {
        super.doSleepFor(Math.min(millis, PAUSE_MILLIS_MAX));
    }

    @Override
    protected void doSleepFor(long millis, AtomicBoolean until) {
        super.doSleepFor(Math.min(millis, PAUSE_MILLIS_MAX), until);
    }
}
