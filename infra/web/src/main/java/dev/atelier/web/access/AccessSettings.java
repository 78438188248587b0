package dev.atelier.web.access;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code atelier.access.*}: whose tokens are believed. There is no way to run without an issuer.
 *
 * @param issuer the OIDC issuer, exactly as in the tokens' {@code iss}
 * @param jwkSetUri where its keys are; if empty the issuer is asked at the first token (OIDC discovery)
 * @param audience what {@code aud} has to contain
 * @param identityIssuer the name under which the issuer's people are known in the log, by default the issuer itself;
 *     set it to keep people when the issuer moves to another address
 * @param services the identity namespace of each service, by the service's client id: {@code telegram-bot: telegram}
 */
@ConfigurationProperties("atelier.access")
public record AccessSettings(
        @DefaultValue("") String issuer,
        @DefaultValue("") String jwkSetUri,
        @DefaultValue("atelier") String audience,
        @DefaultValue("") String identityIssuer,
        @DefaultValue Map<String, String> services) {

    public AccessSettings {
        if (issuer.isBlank()) {
            throw new IllegalArgumentException("atelier.access.issuer (environment: ATELIER_ACCESS_ISSUER) is not set:"
                    + " name the OIDC issuer whose tokens are accepted");
        }
        requireHttp("atelier.access.issuer", issuer);
        if (!jwkSetUri.isBlank()) {
            requireHttp("atelier.access.jwk-set-uri", jwkSetUri);
        }
        if (audience.isBlank()) {
            throw new IllegalArgumentException("atelier.access.audience must not be empty");
        }
        identityIssuer = identityIssuer.isBlank() ? issuer : identityIssuer;
        services = services.isEmpty() ? Map.of("telegram-bot", "telegram") : Map.copyOf(services);
    }

    /** Whose people the service may speak for, or null for a service that may speak for nobody. */
    @Nullable
    String namespaceOf(String service) {
        return services.get(service);
    }

    private static void requireHttp(String setting, String url) {
        String scheme = URI.create(url).getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException(setting + " must be an http or https address");
        }
    }
}
