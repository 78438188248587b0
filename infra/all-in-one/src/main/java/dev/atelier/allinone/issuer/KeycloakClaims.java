package dev.atelier.allinone.issuer;

import dev.atelier.web.access.Role;
import java.util.List;
import java.util.Map;

/**
 * What our tokens say beside the registered claims, in the names of Keycloak's, so that one reader serves both:
 * {@code realm_access.roles}, {@code preferred_username}, {@code azp}, {@code typ}.
 */
final class KeycloakClaims {
    static final String AUDIENCE = "atelier";

    private KeycloakClaims() {}

    static Map<String, Object> of(Role role, String username, String clientId) {
        return Map.of(
                "typ",
                "Bearer",
                "azp",
                clientId,
                "preferred_username",
                username,
                "realm_access",
                Map.of("roles", List.of(role.word())));
    }
}
