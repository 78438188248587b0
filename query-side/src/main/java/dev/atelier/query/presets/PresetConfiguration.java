package dev.atelier.query.presets;

import dev.atelier.query.readmodel.ReadModels;
import dev.atelier.query.workers.PoolWorkers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The catalogue. */
@Configuration(proxyBeanMethods = false)
public class PresetConfiguration {
    @Bean
    PresetController presetController(ReadModels models, PoolWorkers workers) {
        return new PresetController(models, workers);
    }
}
