package dev.atelier.emulators.comfyui.prompt;

import dev.atelier.emulators.comfyui.python.PythonError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The error object of the protocol: {@code {"type", "message", "details", "extra_info"}}. */
public final class ErrorBody {

    private ErrorBody() {}

    public static ObjectNode of(String type, String message, String details) {
        return of(type, message, details, extra());
    }

    static ObjectNode of(String type, String message, String details, ObjectNode extraInfo) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", type).put("message", message).put("details", details);
        body.set("extra_info", extraInfo);
        return body;
    }

    static ObjectNode extra() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode missingInput(String input) {
        return of("required_input_missing", "Required input is missing", input, extra().put("input_name", input));
    }

    /** An input with a value that does not fit its declaration. */
    static ObjectNode badValue(String type, String message, String details, Input input, JsonNode received) {
        ObjectNode extra = input.extra();
        extra.set("received_value", received);
        return of(type, message, details, extra);
    }

    static ObjectNode customValidation(String input, String complaint) {
        return of(
                "custom_validation_failed",
                "Custom validation failed for node",
                input + " - " + complaint,
                extra().put("input_name", input));
    }

    /** An exception while an output node was validated. */
    static ObjectNode exception(PythonError e) {
        ObjectNode extra = extra().put("exception_type", e.type());
        extra.putArray("traceback");
        return of("exception_during_validation", "Exception when validating node", e.text(), extra);
    }

    /** An exception while the node behind a link was validated; it is told as that node's error. */
    static ObjectNode innerException(PythonError e, Input input, JsonNode link) {
        ObjectNode extra = input.extra().put("exception_message", e.text()).put("exception_type", e.type());
        extra.putArray("traceback");
        extra.set("linked_node", link);
        return of("exception_during_inner_validation", "Exception when validating inner node", e.text(), extra);
    }
}
