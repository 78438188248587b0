package dev.atelier.emulators.comfyui.prompt;

import dev.atelier.emulators.comfyui.python.PythonError;
import dev.atelier.emulators.comfyui.python.PythonText;
import dev.atelier.emulators.comfyui.python.PythonValues;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Checks an input that is a value and no link; converts it in place to the declared type, as the real server does. */
final class ValueCheck {

    private ValueCheck() {}

    /** The complaint, if there is one. */
    static Optional<ObjectNode> check(Input input, ObjectNode inputs, boolean limitsApply) {
        JsonNode value = unwrapped(inputs.required(input.name()));
        JsonNode converted;
        try {
            converted = convert(input, value);
        } catch (PythonError e) {
            return Optional.of(notConvertible(input, value, e));
        }
        inputs.set(input.name(), converted);
        return limitsApply ? outOfLimits(input, converted) : Optional.empty();
    }

    private static JsonNode unwrapped(JsonNode value) {
        JsonNode inner = value.isObject() ? value.get("__value__") : null;
        return inner == null ? value : inner;
    }

    private static JsonNode convert(Input input, JsonNode value) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (input.is("INT")) {
            return json.numberNode(PythonValues.toInt(value));
        }
        if (input.is("FLOAT")) {
            return json.numberNode(PythonValues.toFloat(value));
        }
        if (input.is("STRING")) {
            return json.stringNode(PythonText.str(value));
        }
        return input.is("BOOLEAN") ? json.booleanNode(PythonValues.truth(value)) : value;
    }

    private static ObjectNode notConvertible(Input input, JsonNode value, PythonError e) {
        ObjectNode error = ErrorBody.badValue(
                "invalid_input_type",
                "Failed to convert an input value to a " + PythonText.str(input.type()) + " value",
                input.name() + ", " + PythonText.str(value) + ", " + e.text(),
                input,
                value);
        ((ObjectNode) error.required("extra_info")).put("exception_message", e.text());
        return error;
    }

    private static Optional<ObjectNode> outOfLimits(Input input, JsonNode value) {
        JsonNode min = input.limits().get("min");
        JsonNode max = input.limits().get("max");
        if (isLess(value, min)) {
            return Optional.of(limit("value_smaller_than_min", "Value %s smaller than min of %s", input, value, min));
        }
        if (max != null && isLess(max, value)) {
            return Optional.of(limit("value_bigger_than_max", "Value %s bigger than max of %s", input, value, max));
        }
        return input.isChoice() && input.choices().valueStream().noneMatch(value::equals)
                ? Optional.of(notInList(input, value))
                : Optional.empty();
    }

    private static boolean isLess(JsonNode value, @Nullable JsonNode than) {
        return than != null && value.decimalValue().compareTo(than.decimalValue()) < 0;
    }

    private static ObjectNode limit(
            String type, String message, Input input, JsonNode value, @Nullable JsonNode limit) {
        String text = message.formatted(PythonText.str(value), limit == null ? "" : PythonText.str(limit));
        return ErrorBody.badValue(type, text, input.name(), input, value);
    }

    private static ObjectNode notInList(Input input, JsonNode value) {
        JsonNode choices = input.choices();
        String list = input.isLongChoice() ? "(list of length " + choices.size() + ")" : PythonText.repr(choices);
        return ErrorBody.badValue(
                "value_not_in_list",
                "Value not in list",
                input.name() + ": " + PythonText.repr(value) + " not in " + list,
                input,
                value);
    }
}
