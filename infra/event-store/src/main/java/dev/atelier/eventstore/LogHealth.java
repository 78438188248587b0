package dev.atelier.eventstore;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether PostgreSQL answers, for those who look after a process. It is no part of readiness: all replicas would turn red
 * at once, and callers would meet nobody instead of an answer that says when to come again.
 */
final class LogHealth implements HealthIndicator {
    private final LogPresence presence;

    LogHealth(LogPresence presence) {
        this.presence = presence;
    }

    @Override
    public Health health() {
        return presence.awaySince()
                .map(since -> Health.down()
                        .withDetail("reason", "PostgreSQL has not answered since " + since)
                        .build())
                .orElseGet(() -> Health.up().build());
    }
}
