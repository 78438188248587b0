package dev.atelier.command.preset;

import dev.atelier.contracts.log.Processor;
import dev.atelier.eventstore.StandstillHealth;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Readiness: red while the catalogue stands still before an event that cannot be read. */
final class PresetHealth implements HealthIndicator {
    private final PresetCatalogue catalogue;

    PresetHealth(PresetCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Health health() {
        return catalogue
                .obstacle()
                .map(event -> StandstillHealth.before(event, Processor.PRESET_CATALOGUE))
                .orElseGet(() -> Health.up().build());
    }
}
