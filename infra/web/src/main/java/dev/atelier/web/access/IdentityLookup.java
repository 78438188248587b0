package dev.atelier.web.access;

import dev.atelier.contracts.user.UserId;
import java.util.Optional;

/** Who is behind an identity; each deployable answers from its own store. */
@FunctionalInterface
public interface IdentityLookup {
    /**
     * @param kind {@code oidc}, {@code telegram}, …
     * @param issuer who vouches for the subject
     * @return the person, or empty when nobody has registered with this identity
     */
    Optional<UserId> find(String kind, String issuer, String subject);
}
