package dev.atelier.query.log;

import dev.atelier.eventstore.StoredEvent;
import java.util.List;
import java.util.Optional;

/**
 * The log, to be read and never written. An event that cannot be read, and that no administrator let the read models
 * go on without, is an {@link dev.atelier.eventstore.UnreadableEventException}.
 */
public interface EventLog {
    /**
     * At most {@code limit} events after a position, in log order. They end before an event that cannot be read, which
     * is told of when it is the first: so fewer than {@code limit} do not mean that there are no more.
     */
    List<StoredEvent> read(long afterPosition, int limit);

    /** All events of a stream, oldest first; empty when there is no such stream. */
    List<StoredEvent> stream(String stream);

    /** The position of the newest event, 0 for an empty log. */
    long headPosition();

    /** The id of the event at a position, whether it can be read or not; empty when there is none. */
    Optional<String> eventIdAt(long position);

    /** Whether an administrator lets the read models go on without this event. */
    boolean isSkipped(String eventId);
}
