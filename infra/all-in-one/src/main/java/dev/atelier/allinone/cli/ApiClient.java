package dev.atelier.allinone.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API as a client sees it: an address and a bearer token. */
public final class ApiClient {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;
    private final String token;

    public ApiClient(String address, String token) {
        this.address = address;
        this.token = token;
    }

    public JsonNode get(String path) {
        return json(request(path).GET().timeout(LIMIT).build());
    }

    /** @param headers further headers, such as an {@code Idempotency-Key} */
    public JsonNode post(String path, Map<String, ?> body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path)
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        headers.forEach(request::header);
        return json(request.build());
    }

    public JsonNode upload(String path, String mediaType, byte[] content) {
        return json(request(path)
                .timeout(LIMIT)
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofByteArray(content))
                .build());
    }

    /** The lines of a server-sent event stream, as they come. */
    public Stream<String> lines(String path) {
        HttpResponse<Stream<String>> response =
                send(request(path).header("Accept", "text/event-stream").GET().build(), BodyHandlers.ofLines());
        return response.statusCode() == 200 ? response.body() : Stream.empty();
    }

    /** A presigned link needs no token of ours. */
    public byte[] download(String link) {
        HttpResponse<byte[]> response = send(
                HttpRequest.newBuilder(URI.create(link)).timeout(LIMIT).GET().build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new Refused(response.statusCode(), "the result could not be fetched");
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        URI uri = URI.create(path.startsWith("http") ? path : address + path);
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .header("Accept-Language", System.getProperty("user.language", "en"));
    }

    private JsonNode json(HttpRequest request) {
        HttpResponse<byte[]> response = send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new Refused(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(response.body());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException("Atelier does not answer at " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The server said no; the message is its problem body, which says what to do. */
    public static final class Refused extends RuntimeException {
        private final int status;

        Refused(int status, String body) {
            super(status + " " + explain(body));
            this.status = status;
        }

        public int status() {
            return status;
        }

        private static String explain(String body) {
            try {
                JsonNode problem = JSON.readTree(body);
                return problem.path("code").asString("") + " "
                        + problem.path("detail").asString(problem.path("title").asString(body));
            } catch (RuntimeException e) {
                return body.length() > 300 ? body.substring(0, 300) : body;
            }
        }
    }
}
