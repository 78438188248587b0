package dev.atelier.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Checks a token's signature once a minute instead of at every request.
 *
 * <p>Only what was verified is remembered, under the SHA-256 of the whole token with its signature: whatever differs in
 * one bit is verified itself, and no token lies in memory for this. The times of a token are looked at every time, so
 * none lives beyond its {@code exp}. A key that the issuer has withdrawn is believed for as long as its key set is
 * kept, and a minute. What was refused is never remembered, and the oldest make room for new ones.
 */
final class VerifiedTokens implements AuthenticationManager {
    static final Duration KEPT = Duration.ofMinutes(1);
    static final int MAX = 20_000;

    private final AuthenticationManager verifier;
    private final OAuth2TokenValidator<Jwt> times;
    private final Cache<TokenDigest, JwtAuthenticationToken> verified;

    /**
     * @param verifier answers a {@link BearerTokenAuthenticationToken} with a {@link JwtAuthenticationToken}, or throws
     * @param times what has to hold at every request
     */
    VerifiedTokens(AuthenticationManager verifier, OAuth2TokenValidator<Jwt> times, Ticker ticker) {
        this.verifier = verifier;
        this.times = times;
        verified = Caffeine.newBuilder()
                .maximumSize(MAX)
                .expireAfterWrite(KEPT)
                .ticker(ticker)
                .build();
    }

    @Override
    public Authentication authenticate(Authentication request) {
        if (!(request instanceof BearerTokenAuthenticationToken bearer)) {
            return verifier.authenticate(request);
        }
        TokenDigest digest = TokenDigest.of(bearer.getToken());
        JwtAuthenticationToken known = verified.getIfPresent(digest);
        if (known != null && !times.validate(known.getToken()).hasErrors()) {
            return known;
        }
        Authentication answer = verifier.authenticate(request);
        if (answer instanceof JwtAuthenticationToken fresh) {
            verified.put(digest, fresh);
        }
        return answer;
    }

    /** How many are remembered. */
    long size() {
        verified.cleanUp();
        return verified.estimatedSize();
    }
}
