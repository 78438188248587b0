package dev.atelier.allinone.issuer;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Lets a public client name itself by {@code client_id} alone for the device grant and for refreshing. Spring
 * Authorization Server leaves that to us on purpose (its issue 1522); RFC 8628, section 5.6 has device clients public.
 * The code grant is untouched: it needs its proof key.
 */
final class PublicClients implements AuthenticationConverter, AuthenticationProvider {
    private final RegisteredClientRepository clients;

    PublicClients(RegisteredClientRepository clients) {
        this.clients = clients;
    }

    /** A client that has only said its name. */
    private static final class Named extends OAuth2ClientAuthenticationToken {
        private static final long serialVersionUID = 1L;

        Named(String clientId) {
            super(clientId, ClientAuthenticationMethod.NONE, null, Map.of());
        }
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String clientId = request.getParameter("client_id");
        boolean secret =
                request.getParameter("client_secret") != null || request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        return clientId == null || secret || !isOurs(request) ? null : new Named(clientId);
    }

    private static boolean isOurs(HttpServletRequest request) {
        String grant = request.getParameter("grant_type");
        return request.getServletPath().equals("/oauth2/device_authorization")
                || AuthorizationGrantType.DEVICE_CODE.getValue().equals(grant)
                || AuthorizationGrantType.REFRESH_TOKEN.getValue().equals(grant);
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        RegisteredClient client = clients.findByClientId(authentication.getName());
        if (client == null || !client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        return new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null);
    }

    @Override
    public boolean supports(Class<?> type) {
        return type == Named.class;
    }
}
