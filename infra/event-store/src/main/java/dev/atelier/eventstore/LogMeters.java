package dev.atelier.eventstore;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What operators see of the log's writer. */
final class LogMeters {
    private final MeterRegistry meters;
    private final Timer append;
    private final DistributionSummary group;

    LogMeters(MeterRegistry meters) {
        this.meters = meters;
        append = Timer.builder("atelier.log.append")
                .description("From the moment a unit of work wants to be stored until it is durable")
                .register(meters);
        group = DistributionSummary.builder("atelier.log.group")
                .description("Units of work that shared one commit")
                .register(meters);
    }

    void appended(long nanos) {
        append.record(nanos, TimeUnit.NANOSECONDS);
    }

    void committed(int units) {
        group.record(units);
    }

    void watchWaiting(Supplier<Number> waiting) {
        Gauge.builder("atelier.log.waiting", waiting)
                .description("Units of work that wait for the writer")
                .register(meters);
    }
}
