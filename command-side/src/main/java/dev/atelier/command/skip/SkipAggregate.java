package dev.atelier.command.skip;

import dev.atelier.contracts.log.EventSkipped;
import dev.atelier.contracts.log.SkipEvent;
import dev.atelier.contracts.log.SkipId;
import java.util.Objects;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.Nullable;

/** Axon's view of a skip: one event, once. */
@AggregateRoot(type = "skip")
class SkipAggregate {
    @AggregateIdentifier
    private @Nullable String id;

    private @Nullable EventSkipped skipped;

    /** What stands in the log: the first decision counts, also when it is asked for again with another reason. */
    EventSkipped skip(SkipEvent command) {
        if (skipped == null) {
            AggregateLifecycle.apply(
                    new EventSkipped(command.processor(), command.eventId(), command.position(), command.reason()));
        }
        return Objects.requireNonNull(skipped);
    }

    @EventSourcingHandler
    void on(EventSkipped event) {
        id = new SkipId(event.processor(), event.eventId()).toString();
        skipped = event;
    }
}
