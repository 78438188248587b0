package dev.atelier.emulators.runpod;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** An answer: status, headers, body. */
record Answer(int status, Map<String, String> headers, byte[] body) {

    static Answer json(JsonNode body) {
        return json(200, body);
    }

    static Answer json(int status, JsonNode body) {
        return of(status, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    static Answer of(int status, String type, byte[] body) {
        return new Answer(status, Map.of("Content-Type", type), body);
    }

    static Answer error(int status, String why) {
        return json(status, JsonNodeFactory.instance.objectNode().put("error", why));
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    static Answer throttled(OptionalInt retryAfter) {
        Map<String, String> headers =
                retryAfter.isPresent() ? Map.of("Retry-After", Integer.toString(retryAfter.getAsInt())) : Map.of();
        return new Answer(429, headers, new byte[0]);
    }

    static Answer moved(String to) {
        return new Answer(302, Map.of("Location", to), new byte[0]);
    }
}
