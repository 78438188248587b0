package dev.atelier.query.profile.domain;

import static dev.atelier.query.Story.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.user.UserEvent;
import dev.atelier.contracts.user.UserEvent.PersonErased;
import dev.atelier.query.Story;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProfileTest {
    private static Profile apply(@Nullable Profile before, UserEvent event) {
        return Profile.apply(before, event, NOON, Story::unseal);
    }

    @Test
    void theOrderOfRegistrationAndIdentityDoesNotMatter() {
        Profile one = apply(apply(null, Story.registered(1, "Anna")), Story.claimed(1, "telegram"));
        Profile other = apply(apply(null, Story.claimed(1, "telegram")), Story.registered(1, "Anna"));
        assertThat(one).isEqualTo(other);
        assertThat(one.displayName()).isEqualTo("Anna");
        assertThat(one.language()).isEqualTo("ru");
        assertThat(one.identities()).containsExactly("telegram");
    }

    @Test
    void whoWasErasedIsAnIdAndNothingMore() {
        Profile profile = apply(apply(null, Story.registered(1, "Anna")), Story.claimed(1, "telegram"));
        Profile erased = apply(profile, new PersonErased(Story.user(1)));
        assertThat(erased).isEqualTo(new Profile(Story.user(1), null, null, NOON, new TreeSet<>()));
        assertThat(apply(profile, Story.released(1, "telegram")).identities()).isEmpty();
    }

    @Test
    void anotherIdentityIsAdded() {
        Profile profile = apply(apply(null, Story.claimed(1, "telegram")), Story.claimed(1, "oidc"));
        assertThat(profile.identities()).containsExactly("oidc", "telegram");
    }
}
