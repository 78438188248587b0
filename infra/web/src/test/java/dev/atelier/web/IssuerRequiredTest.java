package dev.atelier.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.web.access.Role;
import dev.atelier.web.testing.TestIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
    void anIssuerThatIsAwayDoesNotKeepItFromStarting() throws Exception {
        try (ConfigurableApplicationContext face = start("--atelier.access.issuer=http://127.0.0.1:1/realms/atelier")) {
            assertUnavailable(face);
        }
        try (ConfigurableApplicationContext face = start(
                "--atelier.access.issuer=https://id.example", "--atelier.access.jwk-set-uri=http://127.0.0.1:1/")) {
            assertUnavailable(face);
        }
    }

    /** A token that cannot be checked is not a bad token. */
    private static void assertUnavailable(ConfigurableApplicationContext face) throws Exception {
        String port = face.getEnvironment().getRequiredProperty("local.server.port");
        try (TestIssuer someIssuer = new TestIssuer();
                HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/me"))
                    .header("Authorization", "Bearer " + someIssuer.token("anna", Role.USER))
                    .build();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(answer.body()).contains("\"code\":\"UNAVAILABLE\"");
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
