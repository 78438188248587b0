package dev.atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.access.Role;
import dev.atelier.web.testing.TestIssuer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@link TestFace} on a free port, with an issuer, and a client of it. */
final class RunningFace implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TestIssuer issuer = new TestIssuer();
    private final ConfigurableApplicationContext context;

    /** @param more settings, {@code --name=value} */
    RunningFace(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.config.name=none",
                "--atelier.backend-url=https://atelier.example/",
                "--atelier.cors.allowed-origins=https://app.example",
                "--atelier.body.picture=1MB",
                "--atelier.body.patience=1s",
                "--atelier.body.other=2KB"));
        settings.addAll(List.of(more));
        issuer.settings().forEach((name, value) -> settings.add("--" + name + "=" + value));
        context = new SpringApplicationBuilder(TestFace.class).run(settings.toArray(String[]::new));
    }

    TestIssuer issuer() {
        return issuer;
    }

    HttpRequest.Builder get(String path) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /** Sends a head and then a byte of the body now and then, until there is an answer: its first line. */
    String drip(String path, String type) throws IOException {
        int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(100);
            String head = "POST " + path + " HTTP/1.1\r\nHost: face\r\nAuthorization: Bearer "
                    + issuer.token("anna", Role.USER) + "\r\nContent-Type: " + type
                    + "\r\nWanted: yes\r\nContent-Length: 1000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (int bytes = 0; bytes < 999; bytes++) {
                try {
                    return answer.readLine();
                } catch (SocketTimeoutException e) {
                    socket.getOutputStream().write(' ');
                }
            }
            throw new AssertionError("all of it was waited for");
        }
    }

    HttpRequest.Builder as(HttpRequest.Builder request, String subject, Role... roles) {
        return request.header("Authorization", "Bearer " + issuer.token(subject, roles));
    }

    HttpRequest.Builder bot(HttpRequest.Builder request) {
        return as(request, "telegram-bot", Role.SERVICE);
    }

    HttpResponse<String> post(String path, String type, String body) {
        return send(as(get(path), "anna", Role.USER)
                .header("Content-Type", type)
                .header("Wanted", "yes")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Without a declared length. */
    HttpResponse<String> chunked(String path, String type, byte[] body) {
        return send(as(get(path), "anna", Role.USER)
                .header("Content-Type", type)
                .header("Wanted", "yes")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no answer", e);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    static void assertProblem(HttpResponse<String> answer, ErrorCode code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code.status());
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).get("code").asString()).isEqualTo(code.name());
        assertThat(json(answer).get("status").asInt()).isEqualTo(code.status());
    }

    @Override
    public void close() {
        context.close();
        issuer.close();
    }
}
