package dev.atelier.gpu.comfyui;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * Folds a run's web socket messages into percents that never go back. Messages are hints: unknown types, other runs'
 * and such without a run's id are passed over.
 */
final class ProgressEstimate {
    private final String run;
    private final int nodes;
    private final Map<String, Double> done = new HashMap<>();
    private int percent = -1;

    /** @param nodes how many the graph has */
    ProgressEstimate(String run, int nodes) {
        this.run = run;
        this.nodes = Math.max(1, nodes);
    }

    /** The percents now, if the message moved them. */
    OptionalInt hear(JsonNode message) {
        JsonNode data = message.path("data");
        if (!data.path("prompt_id").asString("").equals(run)) {
            return OptionalInt.empty();
        }
        switch (message.path("type").asString("")) {
            case "execution_cached" -> data.path("nodes").forEach(node -> done.put(node.asString(""), 1.0));
            case "progress_state" ->
                data.path("nodes").forEach(node -> raise(node.path("node_id").asString(""), share(node)));
            case "progress" -> raise(data.path("node").asString(""), share(data));
            case "executed" -> raise(data.path("node").asString(""), 1.0);
            default -> {
                return OptionalInt.empty();
            }
        }
        return moved();
    }

    /** Whether the message says that the server is done with the run, however it ended. */
    boolean isOver(JsonNode message) {
        JsonNode data = message.path("data");
        return message.path("type").asString("").equals("executing")
                && data.path("node").isNull()
                && data.path("prompt_id").asString("").equals(run);
    }

    private OptionalInt moved() {
        double sum = done.values().stream().mapToDouble(Double::doubleValue).sum();
        int now = (int) Math.min(100, Math.floor(100 * sum / nodes));
        if (now <= percent) {
            return OptionalInt.empty();
        }
        percent = now;
        return OptionalInt.of(now);
    }

    private void raise(String node, double share) {
        done.merge(node, share, Math::max);
    }

    private static double share(JsonNode node) {
        if (node.path("state").asString("").equals("finished")) {
            return 1;
        }
        double max = node.path("max").asDouble(0);
        return max > 0 ? Math.clamp(node.path("value").asDouble(0) / max, 0, 1) : 0;
    }
}
