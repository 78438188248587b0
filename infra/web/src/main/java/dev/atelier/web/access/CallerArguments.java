package dev.atelier.web.access;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.request.RequestIds;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Makes the {@link Caller} of a controller's method from the token and the header {@code On-Behalf-Of}. */
final class CallerArguments implements HandlerMethodArgumentResolver {
    static final String ON_BEHALF_OF = "On-Behalf-Of";

    private final AccessSettings settings;
    private final IdentityLookup identities;

    CallerArguments(AccessSettings settings, IdentityLookup identities) {
        this.settings = settings;
        this.identities = identities;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Caller resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (!(authentication instanceof JwtAuthenticationToken token)) {
            throw ProblemException.of(ErrorCode.UNAUTHENTICATED);
        }
        return caller(token.getToken(), onBehalfOf(request), RequestIds.of(request));
    }

    private Caller caller(Jwt token, @Nullable String onBehalfOf, String requestId) {
        Set<Role> roles = TokenRoles.of(token);
        if (roles.contains(Role.SERVICE)) {
            return service(clientId(token), roles, onBehalfOf, requestId);
        }
        if (onBehalfOf != null) {
            throw ProblemException.of(ErrorCode.FORBIDDEN)
                    .error("#header/" + ON_BEHALF_OF, "Only a service may send this.", "Доступно только сервисам.");
        }
        String subject = subject(token);
        ExternalIdentity self = new ExternalIdentity(ExternalIdentity.OIDC, settings.identityIssuer(), subject);
        return new Caller(roles, subject, self, null, identities, requestId);
    }

    private Caller service(String name, Set<Role> roles, @Nullable String onBehalfOf, String requestId) {
        String namespace = settings.namespaceOf(name);
        ExternalIdentity person = onBehalfOf == null ? null : ExternalIdentity.parse(onBehalfOf);
        if (person != null && !person.kind().equals(namespace)) {
            throw ProblemException.of(ErrorCode.FORBIDDEN)
                    .error(
                            "#header/" + ON_BEHALF_OF,
                            "This service may not speak for these people.",
                            "Этот сервис не может действовать за этих людей.");
        }
        return new Caller(roles, name, person, namespace, identities, requestId);
    }

    private static @Nullable String onBehalfOf(NativeWebRequest request) {
        String[] values = request.getHeaderValues(ON_BEHALF_OF);
        if (values == null || values.length == 0) {
            return null;
        }
        return String.join(",", values); // two of them are no identity and refused as malformed
    }

    /** Keycloak and RFC 9068 name the program in {@code azp} or {@code client_id}; its subject is only an opaque id. */
    private static String clientId(Jwt token) {
        String azp = token.getClaimAsString("azp");
        String clientId = azp == null ? token.getClaimAsString("client_id") : azp;
        return clientId == null ? subject(token) : clientId;
    }

    private static String subject(Jwt token) {
        return Objects.requireNonNull(token.getSubject(), "a token without sub is refused before");
    }
}
