package dev.atelier.allinone.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.allinone.frontdoor.FrontDoor;
import dev.atelier.allinone.frontdoor.Upstream;
import dev.atelier.web.access.Role;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A deployable refuses a large body before it has come; the client still reads why. */
class EarlyRefusalTest {
    /** More than the deployable takes and less than the door. */
    private static final byte[] PICTURE = new byte[21_500_000];

    @Test
    void aRefusalThatComesBeforeTheBodyIsSentReachesTheClient(@TempDir Path folder) throws Exception {
        URI address = URI.create("http://127.0.0.1:18080");
        try (FrontDoor door = FrontDoor.open(new InetSocketAddress("127.0.0.1", 0), address);
                LocalIssuer issuer = LocalIssuer.start(folder, address.resolve("/issuer"));
                ConfigurableApplicationContext face = RunningIssuer.face(issuer)) {
            door.lead(Upstream.COMMAND, face.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            String token = new LocalTokens(folder, issuer.url()).mint(Role.USER, "anna");
            assertThat(post(door, token).body()).contains("\"code\":\"TOO_LARGE\"");
            assertThat(post(door, "nonsense").body()).contains("\"code\":\"UNAUTHENTICATED\"");
        }
    }

    private static HttpResponse<String> post(FrontDoor door, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/api/uploads"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(PICTURE))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString());
        }
    }
}
