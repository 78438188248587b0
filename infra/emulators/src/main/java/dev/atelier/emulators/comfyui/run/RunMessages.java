package dev.atelier.emulators.comfyui.run;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run says, on the WebSocket and for the history. Without a {@code client_id} the real server tells nobody about
 * start, nodes and end, but progress (and an interrupt) to everybody.
 */
final class RunMessages {

    private final EventSink events;
    private final Clock clock;
    private final String promptId;
    private final @Nullable JsonNode clientId;
    private final ArrayNode status = JsonNodeFactory.instance.arrayNode();

    RunMessages(EventSink events, Clock clock, PromptItem item) {
        this.events = events;
        this.clock = clock;
        this.promptId = item.id();
        this.clientId = item.clientId();
    }

    /** The messages of the history: start, cached nodes, end. */
    ArrayNode status() {
        return status;
    }

    ObjectNode data() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A message with a timestamp that is kept for the history. */
    void status(String type, ObjectNode data, boolean toAll) {
        data.put("timestamp", clock.millis());
        status.addArray().add(type).add(data);
        if (clientId != null || toAll) {
            events.send(type, data, clientId);
        }
    }

    void executing(@Nullable String node) {
        ObjectNode data = data().put("node", node);
        if (node != null) {
            data.put("display_node", node);
        }
        toClient("executing", data.put("prompt_id", promptId));
    }

    void executed(String node, @Nullable JsonNode output) {
        ObjectNode data = data().put("node", node).put("display_node", node);
        data.set("output", output);
        toClient("executed", data.put("prompt_id", promptId));
    }

    void progress(ObjectNode data) {
        events.send("progress_state", data, clientId);
    }

    private void toClient(String type, ObjectNode data) {
        if (clientId != null) {
            events.send(type, data, clientId);
        }
    }
}
