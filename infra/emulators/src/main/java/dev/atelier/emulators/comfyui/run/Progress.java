package dev.atelier.emulators.comfyui.run;

import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The message {@code progress_state}: all nodes that have begun, sent anew whenever one of them changes. */
final class Progress {

    private final String promptId;
    private final Consumer<ObjectNode> send;
    private final ObjectNode nodes = JsonNodeFactory.instance.objectNode();

    Progress(String promptId, Consumer<ObjectNode> send) {
        this.promptId = promptId;
        this.send = send;
    }

    void started(String id) {
        ObjectNode node = nodes.putObject(id).put("value", 0.0).put("max", 1.0);
        identified(node.put("state", "running"), id);
        tell();
    }

    void finished(String id) {
        ((ObjectNode) nodes.required(id)).put("value", 1.0).put("state", "finished");
        tell();
    }

    /** A cached output node was never begun; its numbers are whole ones. */
    void cached(String id) {
        ObjectNode node = nodes.putObject(id).put("value", 1).put("max", 1);
        identified(node.put("state", "finished"), id);
        tell();
    }

    private void identified(ObjectNode node, String id) {
        node.put("node_id", id).put("prompt_id", promptId).put("display_node_id", id);
        node.putNull("parent_node_id").put("real_node_id", id);
    }

    /** To whoever listens. */
    void tell() {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("prompt_id", promptId);
        data.set("nodes", nodes.deepCopy());
        send.accept(data);
    }
}
