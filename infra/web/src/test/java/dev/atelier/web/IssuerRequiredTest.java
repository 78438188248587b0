package dev.atelier.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Without an issuer nothing starts; without a reachable issuer everything starts. */
class IssuerRequiredTest {
    @Test
    void withoutAnIssuerItDoesNotStartAndNamesTheSetting() {
        assertThatThrownBy(() -> start()).hasStackTraceContaining("atelier.access.issuer (environment:");
        assertThatThrownBy(() -> start("--atelier.access.issuer="))
                .hasStackTraceContaining("atelier.access.issuer (environment:");
        assertThatThrownBy(() -> start("--atelier.access.issuer=keycloak"))
                .hasStackTraceContaining("atelier.access.issuer must be");
    }

    @Test
    void anIssuerThatIsAwayDoesNotKeepItFromStarting() {
        try (ConfigurableApplicationContext face = start("--atelier.access.issuer=http://127.0.0.1:1/realms/atelier")) {
            assertThat(face.isActive()).isTrue();
        }
    }

    @Test
    void anOriginIsNeverAStar() {
        assertThatThrownBy(
                        () -> start("--atelier.access.issuer=https://id.example", "--atelier.cors.allowed-origins=*"))
                .hasStackTraceContaining("atelier.cors.allowed-origins");
    }

    private static ConfigurableApplicationContext start(String... settings) {
        return new SpringApplicationBuilder(TestFace.class)
                .properties("server.port=0", "server.address=127.0.0.1", "spring.config.name=none")
                .run(settings);
    }
}
