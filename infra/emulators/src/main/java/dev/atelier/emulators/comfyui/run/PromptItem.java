package dev.atelier.emulators.comfyui.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A prompt in the queue.
 *
 * @param number its place: the counter, minus the counter for "front", or the client's own (a float then)
 * @param id canonical lower-case UUID; the same one may be queued more than once
 * @param outputs the output nodes to execute
 */
public record PromptItem(JsonNode number, String id, ObjectNode prompt, ObjectNode extraData, List<String> outputs) {

    public PromptItem {
        outputs = List.copyOf(outputs);
    }

    /** The tuple that queue and history show. */
    public ArrayNode toJson() {
        ArrayNode tuple = JsonNodeFactory.instance.arrayNode();
        tuple.add(number).add(id).add(prompt).add(extraData);
        outputs.forEach(tuple.addArray()::add);
        return tuple;
    }

    /** Whose WebSocket hears of it; null if the client gave no {@code client_id}, or null for it. */
    public @Nullable JsonNode clientId() {
        JsonNode id = extraData.get("client_id");
        return id == null || id.isNull() ? null : id;
    }
}
