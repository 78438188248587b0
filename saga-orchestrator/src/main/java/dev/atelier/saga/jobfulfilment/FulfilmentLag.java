package dev.atelier.saga.jobfulfilment;

import dev.atelier.eventstore.LogReader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;
import java.util.OptionalLong;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.springframework.dao.DataAccessException;

/** How far the saga is behind the log, in positions; not a number while this process does not have the segment. */
final class FulfilmentLag implements MeterBinder {
    private final EventProcessingConfiguration processing;
    private final LogReader log;

    FulfilmentLag(EventProcessingConfiguration processing, LogReader log) {
        this.processing = processing;
        this.log = log;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("atelier.saga.lag", this, FulfilmentLag::positions)
                .description("Positions of the log that the saga has not handled yet")
                .register(meters);
    }

    private double positions() {
        OptionalLong handled = handled();
        try {
            return handled.isEmpty() ? Double.NaN : Math.max(0, log.headPosition() - handled.getAsLong());
        } catch (DataAccessException e) {
            return Double.NaN;
        }
    }

    private OptionalLong handled() {
        Optional<EventTrackerStatus> segment = processing
                .eventProcessor(JobFulfilmentSaga.PROCESSOR, TrackingEventProcessor.class)
                .flatMap(processor ->
                        processor.processingStatus().values().stream().findFirst());
        return segment.map(EventTrackerStatus::getCurrentPosition).orElse(OptionalLong.empty());
    }
}
