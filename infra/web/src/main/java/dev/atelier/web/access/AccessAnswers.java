package dev.atelier.web.access;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.resource.BearerTokenErrorCodes;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers to a missing or bad token (401), to a missing role (403), and when the issuer cannot be asked (503). */
final class AccessAnswers implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final Logger LOG = LoggerFactory.getLogger("[ERROR_HANDLER]");

    private final Problems problems;

    AccessAnswers(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        if (exception instanceof AuthenticationServiceException) {
            LOG.warn("a token could not be checked, because the issuer's keys could not be fetched", exception);
            problems.write(ProblemException.of(ErrorCode.UNAVAILABLE), request, response);
            return;
        }
        if (hasError(exception, OAuth2ErrorCodes.INVALID_REQUEST)) {
            problems.write(ProblemException.of(ErrorCode.MALFORMED), request, response);
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge(exception));
        problems.write(ProblemException.of(ErrorCode.UNAUTHENTICATED), request, response);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
            throws IOException {
        problems.write(ProblemException.of(ErrorCode.FORBIDDEN), request, response);
    }

    /** RFC 6750, section 3: without a token no error is named. Why a token is bad is not told to whoever sent it. */
    private static String challenge(AuthenticationException exception) {
        return hasError(exception, BearerTokenErrorCodes.INVALID_TOKEN)
                ? "Bearer realm=\"atelier\", error=\"invalid_token\""
                : "Bearer realm=\"atelier\"";
    }

    private static boolean hasError(AuthenticationException exception, String code) {
        return exception instanceof OAuth2AuthenticationException oauth && isError(oauth.getError(), code);
    }

    private static boolean isError(OAuth2Error error, String code) {
        return code.equals(error.getErrorCode());
    }
}
