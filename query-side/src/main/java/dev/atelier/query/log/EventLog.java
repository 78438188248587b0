package dev.atelier.query.log;

import dev.atelier.eventstore.StoredEvent;
import java.util.List;

/** The log, to be read and never written. */
public interface EventLog {
    /** At most {@code limit} events after a position, in log order. */
    List<StoredEvent> read(long afterPosition, int limit);

    /** All events of a stream, oldest first; empty when there is no such stream. */
    List<StoredEvent> stream(String stream);

    /** The position of the newest event, 0 for an empty log. */
    long headPosition();
}
