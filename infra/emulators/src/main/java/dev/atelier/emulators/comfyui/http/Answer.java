package dev.atelier.emulators.comfyui.http;

import dev.atelier.emulators.comfyui.python.PythonJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An answer: status, headers, body.
 *
 * @param cutsConnection the connection is closed and nothing is sent
 */
record Answer(int status, Map<String, String> headers, byte[] body, boolean cutsConnection) {

    private static final byte[] NOTHING = {};

    static Answer json(JsonNode body) {
        return json(200, body);
    }

    static Answer json(int status, JsonNode body) {
        return of(
                status,
                "application/json; charset=utf-8",
                PythonJson.dumps(body).getBytes(StandardCharsets.US_ASCII));
    }

    static Answer empty(int status) {
        return of(status, null, NOTHING);
    }

    static Answer text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** What aiohttp says when a handler raised an exception. */
    static Answer serverError() {
        return text(500, "500 Internal Server Error\n\nServer got itself in trouble")
                .with("Connection", "close");
    }

    static Answer cut() {
        return new Answer(0, Map.of(), NOTHING, true);
    }

    static Answer of(int status, @Nullable String contentType, byte[] body) {
        return new Answer(status, contentType == null ? Map.of() : Map.of("Content-Type", contentType), body, false);
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body, cutsConnection);
    }

    Answer withBody(int newStatus, byte[] newBody) {
        return new Answer(newStatus, headers, newBody, cutsConnection);
    }
}
