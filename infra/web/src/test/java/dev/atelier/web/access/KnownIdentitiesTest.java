package dev.atelier.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.user.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whom an identity names is asked once; who is not registered yet is asked for again. */
class KnownIdentitiesTest {
    private static final UserId ANNA = new UserId(new UUID(0, 1));

    private final Map<String, UserId> registered = new HashMap<>();
    private int lookups;
    private long nanos;
    private final KnownIdentities known = new KnownIdentities(this::lookup, () -> nanos);

    private Optional<UserId> lookup(String kind, String issuer, String subject) {
        lookups++;
        return Optional.ofNullable(registered.get(kind + issuer + subject));
    }

    @Test
    void aPersonIsLookedUpOnce() {
        registered.put("oidcissueranna", ANNA);
        assertThat(known.find("oidc", "issuer", "anna")).hasValue(ANNA);
        assertThat(known.find("oidc", "issuer", "anna")).hasValue(ANNA);
        assertThat(lookups).isEqualTo(1);
        assertThat(known.find("oidc", "other", "anna")).isEmpty();
        assertThat(known.find("telegram", "issuer", "anna")).isEmpty();
    }

    @Test
    void whoRegistersIsKnownAtOnce() {
        assertThat(known.find("oidc", "issuer", "anna")).isEmpty();
        registered.put("oidcissueranna", ANNA);
        assertThat(known.find("oidc", "issuer", "anna")).hasValue(ANNA);
    }

    @Test
    void whoWasErasedIsForgottenWithinTheBound() {
        registered.put("oidcissueranna", ANNA);
        known.find("oidc", "issuer", "anna");
        registered.clear();
        nanos += KnownIdentities.REMEMBERED.toNanos() - 1;
        assertThat(known.find("oidc", "issuer", "anna")).hasValue(ANNA);
        nanos += 1;
        assertThat(known.find("oidc", "issuer", "anna")).isEmpty();
    }

    @Test
    void thereIsALimitToHowManyAreRemembered() {
        for (int i = 0; i < KnownIdentities.MAX + 1_000; i++) {
            registered.put("oidcissuer" + i, ANNA);
            known.find("oidc", "issuer", Integer.toString(i));
        }
        assertThat(known.size()).isLessThanOrEqualTo(KnownIdentities.MAX);
    }
}
