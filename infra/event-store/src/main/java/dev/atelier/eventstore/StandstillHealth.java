package dev.atelier.eventstore;

import dev.atelier.contracts.log.Processor;
import org.springframework.boot.health.contributor.Health;

/** How readiness tells that a processor stands still before an event that it cannot read, and what can be done. */
public final class StandstillHealth {
    private StandstillHealth() {}

    /** Out of service, with the processor, the place of the event and the two ways to go on. */
    public static Health before(UnreadableEventException event, Processor processor) {
        return Health.outOfService()
                .withDetail("processor", processor.word())
                .withDetail("position", event.position())
                .withDetail("eventId", event.eventId())
                .withDetail("stream", event.stream())
                .withDetail(
                        "action",
                        "run a version that reads this event, or skip it with a reason: POST /admin/log/skips")
                .build();
    }
}
