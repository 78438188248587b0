package dev.atelier.contracts.log;

import java.util.UUID;

/**
 * A processor may go on without an event that it cannot read. Stream: the skip's. Who decided stands in the metadata.
 *
 * @param position of the event in the log
 * @param reason an administrator's words about the event, not about a person: they are not sealed
 */
public record EventSkipped(Processor processor, UUID eventId, long position, String reason) {}
