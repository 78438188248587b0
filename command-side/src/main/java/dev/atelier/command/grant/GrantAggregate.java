package dev.atelier.command.grant;

import dev.atelier.contracts.account.GrantEvent;
import dev.atelier.contracts.account.GrantEvent.GrantIssued;
import dev.atelier.contracts.account.GrantEvent.RefundIssued;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.Nullable;

/** Axon's view of what an administrator decided about somebody's money: one event, once. */
@AggregateRoot(type = "grant")
class GrantAggregate {
    @AggregateIdentifier
    private @Nullable String id;

    private @Nullable GrantEvent issued;

    /** What was decided, null while nothing was. */
    @Nullable
    GrantEvent issued() {
        return issued;
    }

    GrantEvent issue(GrantEvent event) {
        AggregateLifecycle.apply(event);
        return event;
    }

    @EventSourcingHandler
    void on(GrantEvent event) {
        issued = event;
        id = switch (event) {
            case GrantIssued e -> e.grantId().toString();
            case RefundIssued e -> e.refundId().toString();
        };
    }
}
