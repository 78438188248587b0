package dev.atelier.web.access;

import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.client.RestTemplate;

/**
 * Which tokens are believed: RS256 or ES256 by a key of the issuer; {@code iss}, {@code aud}, {@code sub} and
 * {@code exp} are required (RFC 7519, RFC 8725). The keys are fetched at the first token, so we start without the
 * issuer.
 */
final class Tokens {
    /** Servers' clocks may differ this much. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private Tokens() {}

    static JwtDecoder decoder(AccessSettings settings) {
        OAuth2TokenValidator<Jwt> validator = validator(settings);
        JwtDecoder atFirstToken = new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder = (settings.jwkSetUri().isBlank()
                            ? NimbusJwtDecoder.withIssuerLocation(settings.issuer())
                            : NimbusJwtDecoder.withJwkSetUri(settings.jwkSetUri()))
                    .restOperations(http())
                    .validateType(false)
                    .jwsAlgorithm(SignatureAlgorithm.RS256)
                    .jwsAlgorithm(SignatureAlgorithm.ES256)
                    .build();
            decoder.setJwtValidator(validator);
            return decoder;
        });
        return token -> decode(atFirstToken, token);
    }

    /** An issuer that cannot be asked leaves a token unchecked, which is not the same as bad. */
    private static Jwt decode(JwtDecoder decoder, String token) {
        try {
            return decoder.decode(token);
        } catch (JwtDecoderInitializationException e) {
            throw new JwtException("the issuer does not answer", e);
        }
    }

    /** Whether a token is in its time: {@code exp} is required, {@code nbf} is honoured. */
    static OAuth2TokenValidator<Jwt> times() {
        JwtTimestampValidator times = new JwtTimestampValidator(CLOCK_SKEW);
        times.setAllowEmptyExpiryClaim(false);
        return times;
    }

    private static OAuth2TokenValidator<Jwt> validator(AccessSettings settings) {
        JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt");
        type.setAllowEmpty(true);
        return new DelegatingOAuth2TokenValidator<>(
                times(),
                type,
                new JwtIssuerValidator(settings.issuer()),
                new JwtClaimValidator<Collection<String>>(
                        JwtClaimNames.AUD, audience -> contains(audience, settings.audience())),
                new JwtClaimValidator<String>(JwtClaimNames.SUB, Tokens::isSubject));
    }

    private static boolean contains(@Nullable Collection<String> claim, String wanted) {
        return claim != null && claim.contains(wanted);
    }

    /** OpenID Connect Core, section 2: at most 255 characters; it goes into events, so nothing unprintable. */
    private static boolean isSubject(@Nullable String subject) {
        return subject != null
                && !subject.isEmpty()
                && subject.length() <= 255
                && subject.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }

    private static RestTemplate http() {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(Duration.ofSeconds(2));
        requests.setReadTimeout(Duration.ofSeconds(5));
        return new RestTemplate(requests);
    }
}
