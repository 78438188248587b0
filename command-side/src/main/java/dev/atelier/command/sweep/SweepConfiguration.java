package dev.atelier.command.sweep;

import dev.atelier.command.recurring.RecurringTask;
import dev.atelier.command.storage.ObjectStorage;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.Turn;
import dev.atelier.eventstore.Turns;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sweep of the bucket. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SweepSettings.class)
public class SweepConfiguration {
    @Bean
    @ConditionalOnBooleanProperty(name = "atelier.sweep.enabled", matchIfMissing = true)
    RecurringTask sweep(
            LogReader log,
            ObjectStorage storage,
            Turns turns,
            SweepSettings settings,
            Clock clock,
            MeterRegistry meters) {
        Sweep sweep = new Sweep(log, storage, settings, clock);
        SweepMeters counted = new SweepMeters(meters);
        return new RecurringTask(
                new RecurringTask.Schedule("sweep", Turn.SWEEP, settings.every()),
                turns,
                () -> counted.count(sweep.once()));
    }
}
