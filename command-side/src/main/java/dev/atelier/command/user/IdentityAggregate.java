package dev.atelier.command.user;

import dev.atelier.command.user.domain.Identity;
import dev.atelier.contracts.user.UserEvent.IdentityClaimed;
import dev.atelier.contracts.user.UserEvent.IdentityReleased;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.Nullable;

/** Axon's view of an identity. */
@AggregateRoot(type = "identity")
class IdentityAggregate {
    @AggregateIdentifier
    private @Nullable String id;

    private Identity identity = new Identity.Unclaimed();

    Identity identity() {
        return identity;
    }

    Identity claim(IdentityClaimed event) {
        AggregateLifecycle.apply(event);
        return identity;
    }

    Identity release(IdentityReleased event) {
        AggregateLifecycle.apply(event);
        return identity;
    }

    @EventSourcingHandler
    void on(IdentityClaimed event) {
        id = event.identityId().toString();
        identity = identity.evolve(event);
    }

    @EventSourcingHandler
    void on(IdentityReleased event) {
        identity = identity.evolve(event);
    }
}
