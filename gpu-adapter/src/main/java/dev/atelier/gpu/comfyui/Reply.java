package dev.atelier.gpu.comfyui;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An answer.
 *
 * @param json its body, or the missing node where that is not JSON
 */
record Reply(int status, JsonNode json) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static Reply of(int status, byte[] body) {
        return new Reply(status, parse(body));
    }

    boolean isOk() {
        return status == 200;
    }

    private static JsonNode parse(byte[] body) {
        if (body.length == 0) {
            return JsonNodeFactory.instance.missingNode();
        }
        try {
            return MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
