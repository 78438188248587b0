package dev.atelier.command.user;

import dev.atelier.contracts.user.UserEvent.PersonErased;
import dev.atelier.contracts.user.UserEvent.UserRegistered;
import dev.atelier.contracts.user.UserId;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.Nullable;

/** Axon's view of a person. */
@AggregateRoot(type = "user")
class UserAggregate {
    @AggregateIdentifier
    private @Nullable String id;

    UserId register(UserRegistered event) {
        AggregateLifecycle.apply(event);
        return event.userId();
    }

    UserId erase(PersonErased event) {
        AggregateLifecycle.apply(event);
        return event.userId();
    }

    @EventSourcingHandler
    void on(UserRegistered event) {
        id = event.userId().toString();
    }
}
