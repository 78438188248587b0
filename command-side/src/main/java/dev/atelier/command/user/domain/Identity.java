package dev.atelier.command.user.domain;

import dev.atelier.contracts.user.UserEvent.IdentityClaimed;
import dev.atelier.contracts.user.UserId;

/** One way in which a person is known. */
public sealed interface Identity {
    record Unclaimed() implements Identity {}

    record Claimed(UserId by) implements Identity {}

    /** The identity after one more event of its stream. */
    default Identity evolve(IdentityClaimed event) {
        return new Claimed(event.userId());
    }
}
