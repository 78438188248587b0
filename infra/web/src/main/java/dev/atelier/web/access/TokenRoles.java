package dev.atelier.web.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Reads roles where Keycloak writes them: {@code realm_access.roles}. */
final class TokenRoles implements Converter<Jwt, AbstractAuthenticationToken> {
    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        Set<SimpleGrantedAuthority> authorities = of(token).stream()
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .collect(Collectors.toSet());
        return new JwtAuthenticationToken(token, authorities);
    }

    static Set<Role> of(Jwt token) {
        Object realm = token.getClaims().get("realm_access");
        Object words = realm instanceof Map<?, ?> map ? map.get("roles") : null;
        return Role.of(words instanceof Collection<?> list ? list : List.of());
    }
}
