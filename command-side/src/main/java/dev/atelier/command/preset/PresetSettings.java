package dev.atelier.command.preset;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code atelier.presets.*}.
 *
 * @param refreshInterval how soon a preset that another process defined is offered here
 * @param attemptLimits how long an attempt may run, where the preset does not say
 */
@ConfigurationProperties("atelier.presets")
record PresetSettings(
        @DefaultValue("5s") Duration refreshInterval,
        @DefaultValue AttemptLimits attemptLimits) {
    PresetSettings {
        if (!refreshInterval.isPositive()) {
            throw new IllegalArgumentException("atelier.presets.refresh-interval must be above zero");
        }
    }
}
