package dev.atelier.contracts.user;

import org.jspecify.annotations.Nullable;

/** What happened to a person. Stored for ever. */
public sealed interface UserEvent {
    UserId userId();

    /** A person is known. Stream: the user's. */
    record UserRegistered(UserId userId, @Nullable PersonalText displayName, String language) implements UserEvent {}

    /** An identity names this person. Stream: the identity's, so that it can be claimed once. */
    record IdentityClaimed(IdentityId identityId, UserId userId) implements UserEvent {}

    /** What the person wrote can be read by nobody any more, and their pictures are gone. Stream: the user's. */
    record PersonErased(UserId userId) implements UserEvent {}

    /** The identity names nobody now, and may be claimed by somebody new. Stream: the identity's. */
    record IdentityReleased(IdentityId identityId, UserId userId) implements UserEvent {}
}
