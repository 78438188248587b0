package dev.atelier.command.user.domain;

import dev.atelier.contracts.user.UserEvent.IdentityClaimed;
import dev.atelier.contracts.user.UserEvent.IdentityReleased;
import dev.atelier.contracts.user.UserId;

/** One way in which a person is known. */
public sealed interface Identity {
    /** It names nobody: nobody yet, or nobody any more. */
    record Unclaimed() implements Identity {}

    record Claimed(UserId by) implements Identity {}

    /** The identity after it was claimed. */
    default Identity evolve(IdentityClaimed event) {
        return new Claimed(event.userId());
    }

    /** The identity after it was released. */
    default Identity evolve(IdentityReleased event) {
        return new Unclaimed();
    }
}
