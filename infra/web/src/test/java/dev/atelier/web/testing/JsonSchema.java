package dev.atelier.web.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * As much of JSON Schema 2020-12 as our contract uses. A word that it does not know is a fault of the schema, so that
 * nothing is silently left unchecked.
 */
final class JsonSchema {
    private static final Set<String> PROSE = Set.of("description", "examples", "format", "default", "contentMediaType");

    private static final Set<String> WORDS = Set.of(
            "$ref",
            "type",
            "required",
            "properties",
            "additionalProperties",
            "items",
            "enum",
            "const",
            "pattern",
            "oneOf",
            "minimum",
            "maximum",
            "minLength",
            "maxLength");

    private final Map<String, Object> document;

    JsonSchema(Map<String, Object> document) {
        this.document = document;
    }

    /** What is wrong with {@code value}. */
    List<String> faults(Map<String, Object> schema, JsonNode value, String where) {
        List<String> faults = new ArrayList<>();
        check(resolve(schema), value, where, faults);
        return faults;
    }

    /** What is wrong with the schemas of the document. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        references(document, "#", faults);
        map(map(document.get("components")).get("schemas")).forEach((name, schema) -> words(map(schema), name, faults));
        return faults;
    }

    /** The schema with what it refers to; words beside a reference count as well. */
    Map<String, Object> resolve(Map<String, Object> schema) {
        Object reference = schema.get("$ref");
        if (reference == null) {
            return schema;
        }
        Object target = document;
        for (String step : reference.toString().substring(2).split("/")) {
            target = map(target).get(step);
        }
        if (target == null) {
            throw new IllegalStateException("nothing is at " + reference);
        }
        Map<String, Object> merged = new LinkedHashMap<>(resolve(map(target)));
        merged.putAll(schema);
        merged.remove("$ref");
        return merged;
    }

    private void check(Map<String, Object> schema, JsonNode value, String where, List<String> faults) {
        require(isOfType(schema.get("type"), value), where, "is not " + schema.get("type"), faults);
        if (schema.containsKey("const")) {
            require(node(schema.get("const")).equals(value), where, "is not " + schema.get("const"), faults);
        }
        if (schema.containsKey("enum")) {
            boolean listed =
                    list(schema.get("enum")).stream().anyMatch(one -> node(one).equals(value));
            require(listed, where, "is none of " + schema.get("enum"), faults);
        }
        if (schema.containsKey("oneOf")) {
            long fitting = list(schema.get("oneOf")).stream()
                    .filter(one -> faults(map(one), value, where).isEmpty())
                    .count();
            require(fitting == 1, where, "fits " + fitting + " of the alternatives", faults);
        }
        if (value.isNumber()) {
            number(schema, value, where, faults);
        } else if (value.isString()) {
            text(schema, value.stringValue(), where, faults);
        } else if (value.isObject()) {
            members(schema, value, where, faults);
        } else if (value.isArray() && schema.containsKey("items")) {
            Map<String, Object> items = resolve(map(schema.get("items")));
            for (int i = 0; i < value.size(); i++) {
                check(items, value.get(i), where + "/" + i, faults);
            }
        }
    }

    private void members(Map<String, Object> schema, JsonNode value, String where, List<String> faults) {
        for (Object name : list(schema.get("required"))) {
            require(value.has(name.toString()), where + "/" + name, "is missing", faults);
        }
        Map<String, Object> properties = map(schema.get("properties"));
        Map<String, Object> others = map(schema.get("additionalProperties"));
        value.properties().forEach(member -> {
            Map<String, Object> known = map(properties.getOrDefault(member.getKey(), others));
            check(resolve(known), member.getValue(), where + "/" + member.getKey(), faults);
            // Clients tolerate more, but what we send today is written down.
            boolean written = properties.isEmpty() || properties.containsKey(member.getKey());
            require(written, where + "/" + member.getKey(), "is not in the contract", faults);
        });
    }

    private static void number(Map<String, Object> schema, JsonNode value, String where, List<String> faults) {
        if (schema.get("minimum") instanceof Number minimum) {
            require(value.doubleValue() >= minimum.doubleValue(), where, "is below " + minimum, faults);
        }
        if (schema.get("maximum") instanceof Number maximum) {
            require(value.doubleValue() <= maximum.doubleValue(), where, "is above " + maximum, faults);
        }
    }

    private static void text(Map<String, Object> schema, String value, String where, List<String> faults) {
        if (schema.get("pattern") instanceof String pattern) {
            require(Pattern.compile(pattern).matcher(value).find(), where, "is not " + pattern, faults);
        }
        if (schema.get("minLength") instanceof Integer minimum) {
            require(value.length() >= minimum, where, "is too short", faults);
        }
        if (schema.get("maxLength") instanceof Integer maximum) {
            require(value.length() <= maximum, where, "is too long", faults);
        }
    }

    private static boolean isOfType(@Nullable Object type, JsonNode value) {
        return switch (type) {
            case null -> true;
            case List<?> types -> types.stream().anyMatch(one -> isOfType(one, value));
            default ->
                switch (type.toString()) {
                    case "object" -> value.isObject();
                    case "array" -> value.isArray();
                    case "string" -> value.isString();
                    case "integer" -> value.isIntegralNumber();
                    case "number" -> value.isNumber();
                    case "boolean" -> value.isBoolean();
                    case "null" -> value.isNull();
                    default -> false;
                };
        };
    }

    private void references(Object node, String where, List<String> faults) {
        if (node instanceof List<?> items) {
            items.forEach(item -> references(item, where, faults));
        } else if (node instanceof Map<?, ?> map) {
            if (map.get("$ref") instanceof String reference) {
                try {
                    resolve(Map.of("$ref", reference));
                } catch (IllegalStateException e) {
                    faults.add(where + ": " + e.getMessage());
                }
            }
            map.forEach((name, value) -> references(value, where + "/" + name, faults));
        }
    }

    private void words(Map<String, Object> schema, String where, List<String> faults) {
        for (String word : schema.keySet()) {
            require(WORDS.contains(word) || PROSE.contains(word), where, "has the unknown word " + word, faults);
        }
        map(schema.get("properties")).forEach((name, value) -> words(map(value), where + "/" + name, faults));
        if (schema.containsKey("items")) {
            words(map(schema.get("items")), where + "/items", faults);
        }
        for (Object one : list(schema.get("oneOf"))) {
            words(map(one), where + "/oneOf", faults);
        }
    }

    private static void require(boolean holds, String where, String fault, List<String> faults) {
        if (!holds) {
            faults.add(where + " " + fault);
        }
    }

    private static JsonNode node(@Nullable Object value) {
        return JsonMapper.shared().valueToTree(value);
    }

    @SuppressWarnings("unchecked") // YAML's maps have text as keys
    static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
