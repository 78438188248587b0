package dev.atelier.contracts.log;

import java.util.UUID;

/**
 * A processor's leave to go on without one event: its stream is created once, so an event is skipped once. Prints as
 * {@code skip-<processor>-<event id>}, which is also the name of its stream.
 */
public record SkipId(Processor processor, UUID eventId) {
    @Override
    public String toString() {
        return "skip-" + processor.word() + "-" + eventId;
    }
}
