package dev.atelier.web;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What every deployable with an HTTP face stands on checks tokens and cannot make any. */
class NoIssuerHereTest {
    @Test
    void theAuthorizationServerIsNotOnTheClassPath() {
        assertThatThrownBy(() ->
                        Class.forName("org.springframework.security.oauth2.server.authorization.OAuth2Authorization"))
                .isInstanceOf(ClassNotFoundException.class);
    }
}
