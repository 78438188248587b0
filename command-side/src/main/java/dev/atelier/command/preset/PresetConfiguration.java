package dev.atelier.command.preset;

import dev.atelier.command.stream.Roots;
import dev.atelier.command.stream.Submission;
import dev.atelier.eventstore.LogReader;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What can be asked for. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PresetSettings.class)
public class PresetConfiguration {
    @Bean
    PresetDesk presetDesk(EventStore events) {
        return new PresetDesk(Roots.of(PresetAggregate.class, PresetAggregate::new, events));
    }

    @Bean
    PresetCatalogue presetCatalogue(LogReader log) {
        return new PresetCatalogue(log);
    }

    @Bean
    PresetStart presetStart(PresetCatalogue catalogue, Submission submission, PresetSettings settings) {
        return new PresetStart(catalogue, submission, settings.refreshInterval());
    }
}
