package dev.atelier.allinone.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.allinone.frontdoor.FrontDoor;
import dev.atelier.allinone.frontdoor.Upstream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plugin that knows the one address and nothing else, from discovery to the first answer of the API. */
class IssuerBehindTheDoorTest {
    @Test
    void discoveryIsEnough(@TempDir Path folder) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + freePort());
        try (FrontDoor door = FrontDoor.open(new InetSocketAddress("127.0.0.1", address.getPort()), address);
                LocalIssuer issuer = LocalIssuer.start(folder, address.resolve("/issuer"));
                ConfigurableApplicationContext face = face(issuer.url())) {
            door.lead(Upstream.ISSUER, issuer.port());
            door.lead(Upstream.QUERY, face.getEnvironment().getRequiredProperty("local.server.port", Integer.class));

            Browser plugin = new Browser();
            JsonNode discovery = json(plugin.get(URI.create(issuer.url() + "/.well-known/openid-configuration")));
            JsonNode device = json(plugin.post(
                    uri(discovery, "device_authorization_endpoint"),
                    Map.of("client_id", LocalIssuer.CLIENT_ID, "scope", "profile")));
            allow(device);
            JsonNode tokens = json(plugin.post(
                    uri(discovery, "token_endpoint"),
                    Map.of(
                            "grant_type",
                            "urn:ietf:params:oauth:grant-type:device_code",
                            "client_id",
                            LocalIssuer.CLIENT_ID,
                            "device_code",
                            device.get("device_code").asString())));

            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(address.resolve("/auth/validate"))
                                    .header(
                                            "Authorization",
                                            "Bearer "
                                                    + tokens.get("access_token").asString())
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.body()).contains("\"role\":\"user\"");
        }
    }

    /** What a person does with the code: sign up, type it, allow. */
    private static void allow(JsonNode device) {
        Browser person = new Browser();
        HttpResponse<String> login = person.page(person.get(uri(device, "verification_uri_complete")));
        HttpResponse<String> activate = person.page(person.post(
                login.uri().resolve("register"),
                Browser.form(login, Map.of("username", "anna", "password", "correct horse"))));
        HttpResponse<String> consent = person.page(person.post(
                activate.uri().resolve("oauth2/device_verification"),
                Map.of("user_code", device.get("user_code").asString())));
        HttpResponse<String> done = person.page(
                person.post(consent.uri().resolve("oauth2/device_verification"), Browser.form(consent, Map.of())));
        assertThat(done.uri().getPath()).isEqualTo("/issuer/activated");
        assertThat(done.uri().getAuthority()).isEqualTo(login.uri().getAuthority());
    }

    /** Knows the issuer's address only and asks there for the keys. */
    private static ConfigurableApplicationContext face(String issuer) {
        return new SpringApplicationBuilder(GuardedFace.class)
                .properties("server.port=0", "server.address=127.0.0.1", "spring.config.name=none")
                .run("--atelier.access.issuer=" + issuer);
    }

    private static URI uri(JsonNode json, String field) {
        return URI.create(json.get(field).asString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
