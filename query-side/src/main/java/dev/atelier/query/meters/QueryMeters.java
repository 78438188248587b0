package dev.atelier.query.meters;

import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.job.JobState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;

/** Our own meters: jobs by kind and state, held credits, the age of each line, the lag of the read models. */
final class QueryMeters implements MeterBinder {
    private final Figures figures;
    private final List<String> pools;

    QueryMeters(Figures figures, List<String> pools) {
        this.figures = figures;
        this.pools = List.copyOf(pools);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (JobKind kind : JobKind.values()) {
            for (JobState state : JobState.values()) {
                Gauge.builder("atelier.jobs", figures, read -> read.jobs(kind, state))
                        .description("jobs since the beginning of the log, by kind and present state")
                        .tag("kind", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .tag("state", state.word())
                        .register(registry);
            }
        }
        for (String pool : pools) {
            Gauge.builder("atelier.queue.age", figures, read -> read.queueAgeSeconds(pool))
                    .description("how long the job at the head of the line has waited")
                    .baseUnit("seconds")
                    .tag("pool", pool)
                    .register(registry);
        }
        Gauge.builder("atelier.credits.held", figures, Figures::held)
                .description("credits held for jobs under way")
                .register(registry);
        Gauge.builder("atelier.projection.lag", figures, Figures::lag)
                .description("positions of the log that the read models do not have yet")
                .register(registry);
    }
}
