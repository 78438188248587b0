package dev.atelier.gpu.run;

import dev.atelier.wire.BrokerWatch;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Readiness: red until the broker has answered once. One that goes away later pauses the work and is no reason to
 * restart the process.
 */
final class BrokerHealth implements HealthIndicator {
    private final BrokerWatch broker;

    BrokerHealth(BrokerWatch broker) {
        this.broker = broker;
    }

    @Override
    public Health health() {
        return broker.hasReached()
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("waitsFor", "RabbitMQ at " + broker.address())
                        .build();
    }
}
