package dev.atelier.emulators.runpod;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The requests that a worker makes to the ComfyUI beside it. */
final class ComfyCalls implements AutoCloseable {
    private static final String BOUNDARY = "worker-form-boundary";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String client;

    /** @param client the id under which prompts are submitted; without one they have no outputs in old versions */
    ComfyCalls(URI base, String client) {
        this.base = base;
        this.client = client;
    }

    /** Uploads under the caller's name, over whatever has it already. */
    int upload(String name, byte[] picture) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"image\"; filename=\"" + name
                        + "\"\r\nContent-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(picture);
        body.writeBytes(
                ("\r\n--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"overwrite\"\r\n\r\ntrue\r\n--"
                                + BOUNDARY + "--\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return post("/upload/image", "multipart/form-data; boundary=" + BOUNDARY, body.toByteArray())
                .statusCode();
    }

    HttpResponse<byte[]> prompt(JsonNode workflow) throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("prompt", workflow);
        body.put("client_id", client);
        return post("/prompt", "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The prompt's entry, or the missing node while there is none. */
    JsonNode history(String prompt) throws IOException, InterruptedException {
        return json(get("/history/" + prompt)).path(prompt);
    }

    /** A file that an output names. */
    HttpResponse<byte[]> view(JsonNode file) throws IOException, InterruptedException {
        return get("/view?filename=" + encoded(file, "filename") + "&subfolder=" + encoded(file, "subfolder") + "&type="
                + encoded(file, "type"));
    }

    static JsonNode json(HttpResponse<byte[]> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> post(String path, String type, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, BodyHandlers.ofByteArray());
    }

    private static String encoded(JsonNode file, String field) {
        return URLEncoder.encode(file.path(field).asString(""), StandardCharsets.UTF_8);
    }
}
