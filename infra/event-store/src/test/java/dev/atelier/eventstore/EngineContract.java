package dev.atelier.eventstore;

import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/** What every part of {@link EventStorageEngineContract} looks at. */
interface EngineContract {
    EngineFixture log();

    EventStorageEngine engine();

    default void append(List<? extends DomainEventMessage<?>> unit) {
        engine().appendEvents(unit);
    }

    default void append(DomainEventMessage<?>... unit) {
        engine().appendEvents(List.of(unit));
    }

    default List<? extends DomainEventMessage<?>> stream(String stream) {
        return stream(engine(), stream);
    }

    static List<? extends DomainEventMessage<?>> stream(EventStorageEngine engine, String stream) {
        return engine.readEvents(stream).asStream().toList();
    }

    /** Everything after a token; from the very beginning for none. */
    default List<? extends TrackedEventMessage<?>> after(@Nullable TrackingToken token) {
        return after(engine(), token);
    }

    static List<? extends TrackedEventMessage<?>> after(EventStorageEngine engine, @Nullable TrackingToken token) {
        try (var events = engine.readEvents(token, false)) {
            return events.toList();
        }
    }
}
