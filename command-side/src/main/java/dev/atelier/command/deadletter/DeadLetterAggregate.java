package dev.atelier.command.deadletter;

import dev.atelier.contracts.log.DeadLetterSettled;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.Nullable;

/** Axon's view of a dead letter: every decision about it counts, for it may die again. */
@AggregateRoot(type = "letter")
class DeadLetterAggregate {
    @AggregateIdentifier
    private @Nullable String id;

    DeadLetterSettled settle(DeadLetterSettled decision) {
        AggregateLifecycle.apply(decision);
        return decision;
    }

    @EventSourcingHandler
    void on(DeadLetterSettled event) {
        id = event.letterId().toString();
    }
}
