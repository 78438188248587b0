package dev.atelier.query.readmodel;

import dev.atelier.contracts.log.Processor;
import dev.atelier.eventstore.StandstillHealth;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Readiness: red until PostgreSQL and Redis have answered once, and while the read models stand still before an event that
 * cannot be read. A server that goes away later is told to each caller instead: all replicas would turn red at once.
 */
public final class ProjectionHealth implements HealthIndicator {
    private final ProjectionLoop loop;

    public ProjectionHealth(ProjectionLoop loop) {
        this.loop = loop;
    }

    @Override
    public Health health() {
        return loop.obstacle()
                .map(event -> StandstillHealth.before(event, Processor.READ_MODELS))
                .orElseGet(() -> loop.missing()
                        .map(reason -> Health.outOfService()
                                .withDetail("waitsFor", reason)
                                .build())
                        .orElseGet(() -> Health.up().build()));
    }
}
