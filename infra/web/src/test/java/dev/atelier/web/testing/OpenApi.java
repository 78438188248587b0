package dev.atelier.web.testing;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The published contract, {@code openapi.yaml}, as tests hold running services to it: {@link #faults} says what is
 * wrong with an answer.
 */
public final class OpenApi {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final Map<String, Object> document;
    private final JsonSchema schemas;

    private OpenApi(Map<String, Object> document) {
        this.document = document;
        this.schemas = new JsonSchema(document);
    }

    /** The contract of the class path. */
    public static OpenApi load() {
        try (InputStream file = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
            return new OpenApi(new Yaml().load(Objects.requireNonNull(file, "openapi.yaml is in contracts")));
        } catch (IOException e) {
            throw new IllegalStateException("openapi.yaml cannot be read", e);
        }
    }

    /** All operations, such as {@code GET /api/jobs/{id}}. */
    public Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        JsonSchema.map(document.get("paths"))
                .forEach((path, item) -> JsonSchema.map(item).keySet().stream()
                        .filter(METHODS::contains)
                        .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return operations;
    }

    /** The parameters of an operation, by name. @param in {@code path}, {@code query} or {@code header} */
    public Set<String> parameters(String operation, String in) {
        Set<String> names = new TreeSet<>();
        for (Object parameter : JsonSchema.list(operation(operation).get("parameters"))) {
            Map<String, Object> resolved = schemas.resolve(JsonSchema.map(parameter));
            if (in.equals(resolved.get("in"))) {
                names.add(String.valueOf(resolved.get("name")));
            }
        }
        return names;
    }

    /**
     * What is wrong with an answer, nothing if it keeps the contract.
     *
     * @param path as it was asked for, without the query
     * @param contentType of the answer, without parameters; null for none
     * @param body JSON is checked against its schema, anything else by its type only
     */
    public List<String> faults(
            String method, String path, int status, @Nullable String contentType, @Nullable String body) {
        String name = operations().stream()
                .filter(operation -> matches(operation, method, path))
                .min((a, b) -> Integer.compare(variables(a), variables(b)))
                .orElse(null);
        if (name == null) {
            return List.of("the contract knows no " + method + " " + path);
        }
        Map<String, Object> responses = JsonSchema.map(operation(name).get("responses"));
        Object response =
                responses.getOrDefault(Integer.toString(status), status >= 400 ? responses.get("default") : null);
        if (response == null) {
            return List.of(name + " does not answer " + status);
        }
        Map<String, Object> content =
                JsonSchema.map(schemas.resolve(JsonSchema.map(response)).get("content"));
        if (content.isEmpty()) {
            return body == null || body.isEmpty() ? List.of() : List.of(name + " " + status + " has no body");
        }
        Object media = content.get(String.valueOf(contentType));
        if (media == null) {
            return List.of(name + " " + status + " is " + content.keySet() + ", not " + contentType);
        }
        return json(name + " " + status, JsonSchema.map(media), String.valueOf(contentType), String.valueOf(body));
    }

    /** What is wrong with the contract itself: references into nowhere, words that {@link JsonSchema} does not know. */
    public List<String> faults() {
        return schemas.faults();
    }

    /** The values that {@code components.schemas.<name>} gives as examples. */
    public List<Object> examples(String schema) {
        Map<String, Object> found = schemas.resolve(Map.of("$ref", "#/components/schemas/" + schema));
        return new ArrayList<>(JsonSchema.list(found.get("examples")));
    }

    private List<String> json(String where, Map<String, Object> media, String contentType, String body) {
        if (!contentType.endsWith("json")) {
            return List.of();
        }
        JsonNode value = JsonMapper.shared().readTree(body);
        return schemas.faults(JsonSchema.map(media.get("schema")), value, where);
    }

    private Map<String, Object> operation(String name) {
        String[] parts = name.split(" ", 2);
        Map<String, Object> item =
                JsonSchema.map(JsonSchema.map(document.get("paths")).get(parts[1]));
        Map<String, Object> operation = JsonSchema.map(item.get(parts[0].toLowerCase(Locale.ROOT)));
        return new LinkedHashMap<>(operation);
    }

    private static boolean matches(String operation, String method, String path) {
        String[] parts = operation.split(" ", 2);
        String regex = Pattern.quote(parts[1]).replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q");
        return parts[0].equals(method) && path.matches(regex);
    }

    private static int variables(String operation) {
        return (int) operation.chars().filter(c -> c == '{').count();
    }
}
