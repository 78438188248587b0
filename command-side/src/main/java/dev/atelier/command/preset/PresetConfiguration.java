package dev.atelier.command.preset;

import dev.atelier.command.stream.Streams;
import dev.atelier.command.stream.Submission;
import dev.atelier.contracts.log.Processor;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.Skips;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What can be asked for. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PresetSettings.class)
public class PresetConfiguration {
    @Bean
    PresetDesk presetDesk(Streams streams) {
        return new PresetDesk(streams.of(PresetAggregate.class, PresetAggregate::new));
    }

    @Bean
    PresetCatalogue presetCatalogue(LogReader log) {
        Skips skips = new Skips(log);
        return new PresetCatalogue(log.skipping(event -> skips.isSkipped(Processor.PRESET_CATALOGUE, event.eventId())));
    }

    @Bean
    PresetHealth presetsHealthIndicator(PresetCatalogue catalogue) {
        return new PresetHealth(catalogue);
    }

    @Bean
    PresetStart presetStart(PresetCatalogue catalogue, Submission submission, PresetSettings settings) {
        return new PresetStart(catalogue, submission, settings);
    }
}
