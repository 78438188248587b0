package dev.atelier.query.log;

import dev.atelier.eventstore.StoredEvent;
import dev.atelier.eventstore.UnreadableEventException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * The log, to be read and never written. An event that cannot be read, and that no administrator let the read models
 * go on without, is an {@link UnreadableEventException}.
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

    /**
     * Folds an event as the read models do. One that can be read and not folded is folded as a skipped one, if it was
     * skipped, and is an {@link UnreadableEventException} if not. That a server is away is no fault of the event.
     */
    default <T extends @Nullable Object> T fold(StoredEvent event, Function<StoredEvent, T> fold) {
        try {
            return fold.apply(event);
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            if (event.isSkipped() || !isSkipped(event.eventId())) {
                throw new UnreadableEventException(event, e);
            }
            return fold.apply(event.skipped());
        }
    }
}
