package dev.atelier.eventstore;

import java.util.OptionalLong;
import org.axonframework.eventhandling.TrackingToken;

/**
 * How far a processor has come: the position of the last event it handled and that event's id, so that a log restored
 * to an older point is noticed. Positions are totally ordered and have no gaps to track (docs/adr/0001).
 *
 * @param index the position; 0 before the first event
 * @param eventId of the event at that position; empty at 0, and where the event is not known
 */
public record LogToken(long index, String eventId) implements TrackingToken {
    /** Before the first event. */
    public static final LogToken START = new LogToken(0, "");

    @Override
    public TrackingToken lowerBound(TrackingToken other) {
        return of(other).index < index ? other : this;
    }

    @Override
    public TrackingToken upperBound(TrackingToken other) {
        return of(other).index > index ? other : this;
    }

    @Override
    public boolean covers(TrackingToken other) {
        return other == null || of(other).index <= index;
    }

    @Override
    public OptionalLong position() {
        return OptionalLong.of(index);
    }

    private static LogToken of(TrackingToken token) {
        if (token instanceof LogToken other) {
            return other;
        }
        throw new IllegalArgumentException("not a token of this log: " + token);
    }
}
