package dev.atelier.command.preset;

import dev.atelier.contracts.log.Processor;
import dev.atelier.eventstore.UnreadableEventException;
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
                .map(PresetHealth::down)
                .orElseGet(() -> Health.up().build());
    }

    private static Health down(UnreadableEventException obstacle) {
        return Health.outOfService()
                .withDetail("processor", Processor.PRESET_CATALOGUE.word())
                .withDetail("position", obstacle.position())
                .withDetail("eventId", obstacle.eventId())
                .withDetail("stream", obstacle.stream())
                .withDetail(
                        "action",
                        "run a version that reads this event, or skip it with a reason: POST /admin/log/skips")
                .build();
    }
}
