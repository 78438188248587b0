package dev.atelier.eventstore;

import java.util.List;
import java.util.Map;
import org.axonframework.modelling.command.ConcurrencyException;

/** Why the places in streams that a unit of work wanted are taken, if they are. */
sealed interface Conflict {
    /** They are free: it was another unit's conflict. */
    record None() implements Conflict {}

    /** The unit's own events are there: an append whose outcome was unknown had succeeded. */
    record OwnEvents(long lastPosition) implements Conflict {}

    /**
     * Somebody else was faster on this stream.
     *
     * @param created whether the stream was to be created
     */
    record Lost(String stream, boolean created) implements Conflict {
        RuntimeException toException(Throwable cause) {
            return created
                    ? new StreamExistsException(stream, cause)
                    : new ConcurrencyException("somebody else appended to " + stream + " first", cause);
        }
    }

    /**
     * A stream that exists although it was to be created is told first: what stands in it is the answer. Only a unit of
     * which every event is there has been stored: where a part is, a yes would lose the rest.
     */
    static Conflict of(List<NewEvent> events, Map<LogWriter.Place, LogWriter.Taken> taken) {
        Lost lost = null;
        NewEvent missing = null;
        long own = 0;
        for (NewEvent event : events) {
            LogWriter.Taken holder = taken.get(new LogWriter.Place(event.stream(), event.sequence()));
            if (holder == null) {
                missing = event;
            } else if (holder.eventId().equals(event.eventId())) {
                own = Math.max(own, holder.position());
            } else if (lost == null || (event.sequence() == 0 && !lost.created())) {
                lost = new Lost(event.stream(), event.sequence() == 0);
            }
        }
        if (lost != null) {
            return lost;
        }
        if (own == 0) {
            return new None();
        }
        return missing == null ? new OwnEvents(own) : new Lost(missing.stream(), false);
    }
}
