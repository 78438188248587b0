package dev.atelier.command.preset;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code atelier.presets.*}.
 *
 * @param refreshInterval how soon a preset that another process defined is offered here
 */
@ConfigurationProperties("atelier.presets")
record PresetSettings(@DefaultValue("5s") Duration refreshInterval) {
    PresetSettings {
        if (!refreshInterval.isPositive()) {
            throw new IllegalArgumentException("atelier.presets.refresh-interval must be above zero");
        }
    }
}
