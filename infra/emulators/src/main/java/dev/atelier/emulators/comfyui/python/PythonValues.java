package dev.atelier.emulators.comfyui.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code int()}, {@code float()}, {@code bool()} and {@code in} for values that came in as JSON, refusals included. */
public final class PythonValues {

    private PythonValues() {}

    /** {@code int(value)}: a float is cut off, a text must be a whole number in base ten. */
    public static BigInteger toInt(JsonNode value) {
        if (value.isNumber()) {
            return value.isIntegralNumber()
                    ? value.bigIntegerValue()
                    : value.decimalValue().toBigInteger();
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? BigInteger.ONE : BigInteger.ZERO;
        }
        if (!value.isString()) {
            throw PythonError.typeError(
                    "int() argument must be a string, a bytes-like object or a real number, not '%s'"
                            .formatted(PythonText.typeName(value)));
        }
        try {
            return new BigInteger(digits(value.stringValue()));
        } catch (NumberFormatException e) {
            throw PythonError.valueError("invalid literal for int() with base 10: " + PythonText.repr(value));
        }
    }

    /** {@code float(value)}. */
    public static double toFloat(JsonNode value) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? 1 : 0;
        }
        if (!value.isString()) {
            throw PythonError.typeError("float() argument must be a string or a real number, not '%s'"
                    .formatted(PythonText.typeName(value)));
        }
        try {
            return new BigDecimal(digits(value.stringValue())).doubleValue();
        } catch (NumberFormatException e) {
            throw PythonError.valueError("could not convert string to float: " + PythonText.repr(value));
        }
    }

    /** {@code bool(value)}; an absent value is false like {@code None}. */
    public static boolean truth(@Nullable JsonNode value) {
        if (value == null) {
            return false;
        }
        return switch (value.getNodeType()) {
            case STRING -> !value.stringValue().isEmpty();
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.doubleValue() != 0;
            case ARRAY, OBJECT -> !value.isEmpty();
            case NULL, MISSING, BINARY, POJO -> false;
        };
    }

    /** {@code text in container}: a key, an item, a part of a text; anything else has no members and is a TypeError. */
    public static boolean contains(JsonNode container, String text) {
        return switch (container.getNodeType()) {
            case OBJECT -> container.has(text);
            case ARRAY ->
                container
                        .valueStream()
                        .anyMatch(v -> v.isString() && v.stringValue().equals(text));
            case STRING -> container.stringValue().contains(text);
            case NUMBER, BOOLEAN, NULL, MISSING, BINARY, POJO ->
                throw PythonError.typeError(
                        "argument of type '%s' is not iterable".formatted(PythonText.typeName(container)));
        };
    }

    /** {@code object["key"]} of something that may not be an object at all. */
    public static JsonNode member(JsonNode object, String key) {
        if (!object.isObject()) {
            throw PythonError.typeError("'%s' object is not subscriptable".formatted(PythonText.typeName(object)));
        }
        JsonNode found = object.get(key);
        if (found == null) {
            throw PythonError.keyError(key);
        }
        return found;
    }

    /** {@code object.get("key")}: null if absent; an AttributeError on anything that is not an object. */
    public static @Nullable JsonNode get(JsonNode object, String key) {
        if (!object.isObject()) {
            throw PythonError.attributeError(PythonText.typeName(object), "get");
        }
        return object.get(key);
    }

    private static String digits(String text) {
        return text.strip().replace("_", "");
    }
}
