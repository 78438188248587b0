package dev.atelier.emulators.comfyui;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to an emulator as any client would. */
final class ComfyUiClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String BOUNDARY = "form-boundary-4711";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    ComfyUiClient(URI base) {
        this.base = base;
    }

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    HttpClient http() {
        return http;
    }

    HttpResponse<byte[]> send(String method, String path, Map<String, String> headers, byte[] body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path) throws Exception {
        return send("GET", path, Map.of(), new byte[0]);
    }

    JsonNode getJson(String path) throws Exception {
        return json(text(get(path)));
    }

    HttpResponse<byte[]> post(String path, String body) throws Exception {
        return send("POST", path, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    /** Submits a graph; gives the prompt id. */
    String submit(String graph) throws Exception {
        HttpResponse<byte[]> answer = post("/prompt", "{\"prompt\": " + graph + "}");
        if (answer.statusCode() != 200) {
            throw new AssertionError("refused: " + text(answer));
        }
        return json(text(answer)).required("prompt_id").stringValue();
    }

    /** Submits a graph and waits for its entry in the history. */
    JsonNode run(String graph) throws Exception {
        return awaitHistory(submit(graph));
    }

    JsonNode awaitHistory(String id) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JsonNode entry = getJson("/history/" + id).get(id);
            if (entry != null) {
                return entry;
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
        throw new AssertionError("prompt " + id + " never got into the history");
    }

    HttpResponse<byte[]> upload(String fileName, byte[] content, Map<String, String> fields) throws Exception {
        return form(filePart("filename=\"" + fileName + "\"", content), fields);
    }

    HttpResponse<byte[]> form(byte[] filePart, Map<String, String> fields) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(filePart);
        fields.forEach((name, value) -> body.writeBytes(
                ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(
                "POST",
                "/upload/image",
                Map.of("Content-Type", "multipart/form-data; boundary=" + BOUNDARY),
                body.toByteArray());
    }

    /** The part of the picture, with any spelling of its file name. */
    static byte[] filePart(String fileNameParameter, byte[] content) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"image\"; " + fileNameParameter
                        + "\r\nContent-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        part.writeBytes(content);
        part.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return part.toByteArray();
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
