package dev.atelier.query.profile.domain;

import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserEvent;
import dev.atelier.contracts.user.UserEvent.IdentityClaimed;
import dev.atelier.contracts.user.UserEvent.IdentityReleased;
import dev.atelier.contracts.user.UserEvent.PersonErased;
import dev.atelier.contracts.user.UserEvent.UserRegistered;
import dev.atelier.contracts.user.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A person as they know themselves.
 *
 * @param displayName null when none was given or it was erased
 * @param language BCP 47
 * @param identities the kinds of identity that name this person, such as {@code telegram}
 */
public record Profile(
        UserId id,
        @Nullable String displayName,
        @Nullable String language,
        @Nullable Instant registeredAt,
        SortedSet<String> identities) {

    /** The profile after one more event; an identity may be claimed before or after the person's own stream begins. */
    public static Profile apply(
            @Nullable Profile before, UserEvent event, Instant at, Function<PersonalText, Optional<String>> reveal) {
        Profile known = before == null ? new Profile(event.userId(), null, null, null, new TreeSet<>()) : before;
        return switch (event) {
            case UserRegistered e -> known.registered(e, at, reveal);
            case IdentityClaimed e -> known.knownBy(e.identityId().kind());
            case PersonErased _ -> known.erased();
            case IdentityReleased e -> known.unknownBy(e.identityId().kind());
        };
    }

    private Profile registered(UserRegistered e, Instant at, Function<PersonalText, Optional<String>> reveal) {
        PersonalText sealed = e.displayName();
        String name = sealed == null ? null : reveal.apply(sealed).orElse(null);
        return new Profile(id, name, e.language(), at, identities);
    }

    /** When they came is all that stays. */
    private Profile erased() {
        return new Profile(id, null, null, registeredAt, new TreeSet<>());
    }

    private Profile unknownBy(String kind) {
        SortedSet<String> kinds = new TreeSet<>(identities);
        kinds.remove(kind);
        return new Profile(id, displayName, language, registeredAt, kinds);
    }

    private Profile knownBy(String kind) {
        SortedSet<String> kinds = new TreeSet<>(identities);
        kinds.add(kind);
        return new Profile(id, displayName, language, registeredAt, kinds);
    }
}
