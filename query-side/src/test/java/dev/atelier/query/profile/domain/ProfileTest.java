package dev.atelier.query.profile.domain;

import static dev.atelier.query.Story.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.user.UserEvent;
import dev.atelier.query.Story;
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
    void anotherIdentityIsAdded() {
        Profile profile = apply(apply(null, Story.claimed(1, "telegram")), Story.claimed(1, "oidc"));
        assertThat(profile.identities()).containsExactly("oidc", "telegram");
    }
}
