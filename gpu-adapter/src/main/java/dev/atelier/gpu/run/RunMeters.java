package dev.atelier.gpu.run;

import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.run.RunReport;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/** What can be measured here: how long attempts take and how they end, and whether the back end is there. */
final class RunMeters {
    private final MeterRegistry registry;

    RunMeters(MeterRegistry registry, BackendWatch watch) {
        this.registry = registry;
        Gauge.builder("atelier.backend.available", watch, w -> w.isUp() ? 1 : 0)
                .description("1 while the back end answers and orders are taken")
                .register(registry);
    }

    /** @param duration from the accepted claim to the end */
    void ended(RunOrder order, RunReport report, Duration duration) {
        Timer.builder("atelier.attempt.duration")
                .description("from the accepted claim to the end of the attempt")
                .tag("pool", order.pool())
                .tag("kind", word(order.kind()))
                .tag("outcome", outcome(report))
                .register(registry)
                .record(duration);
    }

    private static String outcome(RunReport report) {
        return switch (report) {
            case RunReport.RunSucceeded _ -> "succeeded";
            case RunReport.RunCancelled _ -> "cancelled";
            case RunReport.RunFailed failed -> word(failed.reason());
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
