package dev.atelier.emulators.comfyui.prompt;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A declared input of a node class.
 *
 * @param type a type name ("INT", "IMAGE"), or the array of the allowed choices
 * @param limits default, min, max and more
 */
public record Input(String name, JsonNode type, JsonNode limits, boolean required) {

    /** More choices than this are not sent back. */
    private static final int CHOICES_TOLD_MAX = 20;
    /** The type of a choice in the declarations of newer node classes. */
    private static final String COMBO = "COMBO";

    /** The inputs of a declaration as {@code GET /object_info} shows it. */
    public static List<Input> of(JsonNode declaration) {
        JsonNode inputs = declaration.required("input");
        return Stream.concat(group(inputs.get("required"), true), group(inputs.get("optional"), false))
                .toList();
    }

    private static Stream<Input> group(@Nullable JsonNode group, boolean required) {
        return group == null
                ? Stream.of()
                : group.propertyStream()
                        .map(e -> new Input(
                                e.getKey(),
                                e.getValue().required(0),
                                e.getValue().size() > 1
                                        ? e.getValue().required(1)
                                        : JsonNodeFactory.instance.objectNode(),
                                required));
    }

    boolean isChoice() {
        return type.isArray() || is(COMBO);
    }

    /** What may be chosen: the type itself, or the options of the newer declarations. */
    JsonNode choices() {
        return type.isArray() ? type : limits.path("options");
    }

    /** True if this is of the named type. */
    public boolean is(String typeName) {
        return type.isString() && type.stringValue().equals(typeName);
    }

    boolean isLongChoice() {
        return choices().size() > CHOICES_TOLD_MAX;
    }

    /** The start of an {@code extra_info}: name and declaration. */
    ObjectNode extra() {
        ObjectNode extra = ErrorBody.extra().put("input_name", name);
        if (isChoice() && isLongChoice()) {
            extra.putNull("input_config");
        } else {
            extra.putArray("input_config").add(type).add(limits);
        }
        return extra;
    }
}
