package dev.atelier.command.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.web.testing.OpenApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A plain HTTP client with headers that go with every request; every answer is held against the published contract. */
public record Http(URI base, Map<String, String> headers) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final OpenApi CONTRACT = OpenApi.load();

    /** An answer; {@code json} is missing where the body is none. */
    public record Answer(int status, JsonNode json, HttpResponse<byte[]> response) {
        public String text(String member) {
            return json.path(member).asString();
        }

        public long number(String member) {
            return json.path(member).asLong();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    public Http with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Http(base, more);
    }

    public Answer get(String path) {
        return kept(send(request(path).GET()));
    }

    /** From the management port, which is in no contract. */
    public Answer manage(String path) {
        return send(request(path).GET());
    }

    /** Single quotes stand for double ones, so that JSON stays readable in tests. */
    public Answer post(String path, String json) {
        return post(path, "application/json", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    public Answer post(String path, String mediaType, byte[] body) {
        return kept(send(request(path).header("Content-Type", mediaType).POST(BodyPublishers.ofByteArray(body))));
    }

    public Answer delete(String path) {
        return kept(send(request(path).DELETE()));
    }

    public Answer put(String url, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return send(request);
    }

    private static Answer kept(Answer answer) {
        HttpRequest request = answer.response().request();
        String type = answer.header("Content-Type").split(";")[0];
        String body = new String(answer.response().body(), StandardCharsets.UTF_8);
        assertThat(CONTRACT.faults(
                        request.method(), request.uri().getPath(), answer.status(), type.isEmpty() ? null : type, body))
                .isEmpty();
        return answer;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        headers.forEach(request::header);
        return request;
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            boolean json = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            JsonNode body =
                    json && response.body().length > 0 ? JSON.readTree(response.body()) : MissingNode.getInstance();
            return new Answer(response.statusCode(), body, response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
