package dev.atelier.emulators.comfyui.python;

import tools.jackson.databind.JsonNode;

/**
 * Prints JSON byte for byte like Python's {@code json.dumps}: ", " and ": " between the parts, everything outside
 * ASCII escaped. Answers and the metadata inside saved pictures are printed with it.
 */
public final class PythonJson {

    private PythonJson() {}

    public static String dumps(JsonNode value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(JsonNode value, StringBuilder out) {
        switch (value.getNodeType()) {
            case STRING -> string(value.stringValue(), out);
            case BOOLEAN -> out.append(value.booleanValue());
            case NUMBER -> out.append(PythonText.number(value));
            case ARRAY -> array(value, out);
            case OBJECT -> object(value, out);
            case NULL, MISSING, BINARY, POJO -> out.append("null");
        }
    }

    private static void array(JsonNode value, StringBuilder out) {
        out.append('[');
        String separator = "";
        for (JsonNode item : value.values()) {
            out.append(separator);
            write(item, out);
            separator = ", ";
        }
        out.append(']');
    }

    private static void object(JsonNode value, StringBuilder out) {
        out.append('{');
        String separator = "";
        for (var entry : value.properties()) {
            out.append(separator);
            string(entry.getKey(), out);
            out.append(": ");
            write(entry.getValue(), out);
            separator = ", ";
        }
        out.append('}');
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i), out);
        }
        out.append('"');
    }

    private static void character(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> {
                if (c < ' ' || c > '~') {
                    out.append("\\u%04x".formatted((int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
