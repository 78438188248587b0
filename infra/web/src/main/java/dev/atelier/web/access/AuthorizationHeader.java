package dev.atelier.web.access;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Finds the token in {@code Authorization: Bearer <token>} (RFC 6750, section 2.1) and nowhere else. What a token may
 * consist of is left to whoever verifies it. Nothing else of the request is kept, since one verified token serves many.
 */
final class AuthorizationHeader implements AuthenticationConverter {
    private static final String BEARER = "Bearer";

    /** Null for no token; one that is announced and does not come is a bad one. */
    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return null;
        }
        int begin = BEARER.length() + 1;
        if (header.length() <= begin || header.charAt(begin - 1) != ' ' || header.indexOf(' ', begin) >= 0) {
            throw new InvalidBearerTokenException("there is no token");
        }
        return new BearerTokenAuthenticationToken(header.substring(begin));
    }
}
