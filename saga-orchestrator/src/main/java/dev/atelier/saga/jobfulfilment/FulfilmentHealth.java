package dev.atelier.saga.jobfulfilment;

import dev.atelier.contracts.log.Processor;
import dev.atelier.eventstore.LogRestoredException;
import dev.atelier.eventstore.LogToken;
import dev.atelier.saga.jobfulfilment.ReadableEvents.Unreadable;
import dev.atelier.saga.store.LogAgreement;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Not ready while the saga stands still for a reason that somebody has to look at, and what is to be done then. */
final class FulfilmentHealth implements HealthIndicator {
    private final LogAgreement agreement;
    private final ReadableEvents events;

    FulfilmentHealth(LogAgreement agreement, ReadableEvents events) {
        this.agreement = agreement;
        this.events = events;
    }

    @Override
    public Health health() {
        return agreement
                .restored()
                .map(LogRestoredException::token)
                .map(FulfilmentHealth::restored)
                .or(() -> events.unreadable().map(FulfilmentHealth::unreadable))
                .orElseGet(() -> Health.up().build());
    }

    private static Health restored(LogToken token) {
        return Health.down()
                .withDetail("position", token.index())
                .withDetail("eventId", token.eventId())
                .withDetail(
                        "what", "the log does not have this event: it was restored to an older point, or is another")
                .withDetail(
                        "do",
                        "restore the log to a point that has it, or the schema saga to the log's point; nothing is sent")
                .withDetail(
                        "что", "в журнале нет этого события: журнал восстановлен на более ранний момент или он другой")
                .withDetail(
                        "сделать",
                        "восстановить журнал на момент с этим событием или схему saga на момент журнала; пока ничего не отправляется")
                .build();
    }

    private static Health unreadable(Unreadable event) {
        String skip = "POST /admin/log/skips (" + Processor.JOB_FULFILMENT.word() + ")";
        return Health.down()
                .withDetail("position", event.position())
                .withDetail("eventId", event.eventId())
                .withDetail("reason", event.reason())
                .withDetail("what", "this event cannot be read")
                .withDetail("do", "run a version that can read it, or leave it out: " + skip)
                .withDetail("что", "это событие не читается")
                .withDetail("сделать", "запустить версию, которая его читает, или пропустить: " + skip)
                .build();
    }
}
