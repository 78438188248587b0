package dev.atelier.eventstore;

import dev.atelier.contracts.log.Processor;
import dev.atelier.contracts.log.SkipId;
import java.util.UUID;

/** Which events an administrator lets a processor go on without; to be asked when one cannot be read. */
public final class Skips {
    private final LogReader log;

    public Skips(LogReader log) {
        this.log = log;
    }

    /** Reads the log each time, so that a skip counts from the moment on when it was recorded. */
    public boolean isSkipped(Processor processor, String eventId) {
        String skip = new SkipId(processor, UUID.fromString(eventId)).toString();
        return !log.stream(skip, 0, 1).isEmpty();
    }
}
