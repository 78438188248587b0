package dev.atelier.contracts.log;

import java.util.UUID;

/**
 * Lets a processor go on without an event that it cannot read; for administrators, and never accepted from RabbitMQ.
 *
 * @param position of the event in the log
 * @param reason an administrator's words about the event, not about a person: they are not sealed
 */
public record SkipEvent(Processor processor, UUID eventId, long position, String reason) {
    public SkipId skipId() {
        return new SkipId(processor, eventId);
    }
}
