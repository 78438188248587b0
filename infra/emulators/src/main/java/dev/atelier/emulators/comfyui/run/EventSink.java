package dev.atelier.emulators.comfyui.run;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where the server's messages go: the WebSockets. */
public interface EventSink {

    /**
     * Sends a message in order.
     *
     * @param clientId the {@code client_id} of the prompt, nothing if no socket has it; null sends to all
     */
    void send(String type, ObjectNode data, @Nullable JsonNode clientId);
}
