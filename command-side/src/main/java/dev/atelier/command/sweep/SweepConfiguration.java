package dev.atelier.command.sweep;

import dev.atelier.command.storage.ObjectStorage;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.Turns;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sweep of the bucket. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SweepSettings.class)
public class SweepConfiguration {
    @Bean
    Sweeping sweeping(
            LogReader log,
            ObjectStorage storage,
            Turns turns,
            SweepSettings settings,
            Clock clock,
            MeterRegistry meters) {
        return new Sweeping(new Sweep(log, storage, settings, clock), turns, settings, meters);
    }
}
