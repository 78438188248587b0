package dev.atelier.allinone.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The issuer without the front door, and a deployable that believes it. */
final class RunningIssuer implements AutoCloseable {
    /** As clients know it; nobody listens there. */
    static final URI URL = URI.create("http://127.0.0.1:18080/issuer");

    private final Path folder;
    private final LocalIssuer issuer;
    private final ConfigurableApplicationContext face;

    RunningIssuer() {
        try {
            folder = Files.createTempDirectory("issuer");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        issuer = LocalIssuer.start(folder, URL);
        face = face(issuer);
    }

    Path folder() {
        return folder;
    }

    LocalIssuer local() {
        return issuer;
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + issuer.port() + "/issuer" + path);
    }

    /** Somebody who has just made an account. */
    Browser signedUp(String name) {
        Browser person = new Browser();
        HttpResponse<String> login = person.get(at("/login"));
        HttpResponse<String> page = person.page(person.post(
                at("/register"), Browser.form(login, Map.of("username", name, "password", "correct horse"))));
        assertThat(page.statusCode()).isEqualTo(200);
        return person;
    }

    /** What the deployable answers to a token. */
    HttpResponse<String> ask(String path, String token) {
        return ask(face, path, token);
    }

    static HttpResponse<String> ask(ConfigurableApplicationContext face, String path, String token) {
        URI address = URI.create("http://127.0.0.1:" + face.getEnvironment().getProperty("local.server.port") + path);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(address)
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no answer", e);
        }
    }

    static ConfigurableApplicationContext face(LocalIssuer issuer) {
        return new SpringApplicationBuilder(GuardedFace.class)
                .properties("server.port=0", "server.address=127.0.0.1", "spring.config.name=none")
                .run("--atelier.access.issuer=" + issuer.url(), "--atelier.access.jwk-set-uri=" + issuer.jwkSetUri());
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    @Override
    public void close() {
        face.close();
        issuer.close();
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
