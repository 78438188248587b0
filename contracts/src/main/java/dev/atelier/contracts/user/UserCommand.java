package dev.atelier.contracts.user;

import dev.atelier.contracts.money.Credits;
import org.jspecify.annotations.Nullable;

/** What can be asked about a person. */
public sealed interface UserCommand {
    UserId userId();

    /**
     * Makes a person known under an identity and opens their account, in one unit of work with the identity's stream.
     * Registering an identity that is known already changes nothing.
     *
     * @param userId the new person's id; unused when the identity is known already
     * @param welcome credits to begin with, zero for none
     * @param language BCP 47, such as {@code ru} or {@code en}
     */
    record RegisterUser(
            UserId userId, IdentityId identityId, @Nullable PersonalText displayName, String language, Credits welcome)
            implements UserCommand {}

    /**
     * Says that the person was erased and frees their identity, in one unit of work. Only to be sent when nothing of
     * them is left: their account is closed and empty of reservations, their objects and their key are gone.
     */
    record ErasePerson(UserId userId, IdentityId identityId) implements UserCommand {}
}
