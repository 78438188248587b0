package dev.atelier.eventstore;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** A reader that remembers where it is and what it has seen, as a processor does. */
final class TailReader {
    private final EventStorageEngine engine;
    private final List<TrackedEventMessage<?>> seen = new ArrayList<>();
    private TrackingToken token;

    TailReader(EventStorageEngine engine, TrackingToken from) {
        this.engine = engine;
        token = from;
    }

    /** Reads what is there by now; returns how much it has seen in all. */
    int readOn() {
        for (TrackedEventMessage<?> event : EngineContract.after(engine, token)) {
            seen.add(event);
            token = event.trackingToken();
        }
        return seen.size();
    }

    List<TrackedEventMessage<?>> seen() {
        return seen;
    }
}
