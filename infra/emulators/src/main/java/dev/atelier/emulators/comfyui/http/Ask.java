package dev.atelier.emulators.comfyui.http;

import dev.atelier.emulators.comfyui.python.PythonError;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request.
 *
 * @param path the variables of the route
 */
record Ask(HttpFields headers, Map<String, String> path, Fields query, byte[] body) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** The body is no JSON. Most handlers do not catch it, so it becomes a 500. */
    static final class NotJson extends Exception {
        private static final long serialVersionUID = 1L;

        NotJson() {
            super(null, null, false, false);
        }
    }

    String variable(String name) {
        return java.util.Objects.requireNonNull(path.get(name), name);
    }

    @Nullable
    String parameter(String name) {
        return query.getValue(name);
    }

    boolean hasParameter(String name) {
        return query.get(name) != null;
    }

    /** {@code int(parameter)}; null if it is absent. */
    @Nullable
    Integer number(String name) {
        String value = parameter(name);
        try {
            return value == null ? null : Integer.valueOf(value.strip());
        } catch (NumberFormatException e) {
            throw PythonError.valueError("invalid literal for int() with base 10: '" + value + "'");
        }
    }

    /** The body as JSON; the content type does not matter. */
    JsonNode json() throws NotJson {
        try {
            JsonNode node = JSON.readTree(new String(body, StandardCharsets.UTF_8));
            if (node == null || node.isMissingNode()) {
                throw new NotJson();
            }
            return node;
        } catch (JacksonException e) {
            throw new NotJson();
        }
    }
}
