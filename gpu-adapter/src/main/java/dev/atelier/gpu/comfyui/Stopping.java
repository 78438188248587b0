package dev.atelier.gpu.comfyui;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes one run, and no other, off the server. Newer servers (June 2026) do it in one step. Older ones are asked in two;
 * {@code /interrupt} is sent only while the run executes, and always with its id: without one it stops whatever runs.
 */
final class Stopping {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");

    private final ComfyUiHttp http;

    Stopping(ComfyUiHttp http) {
        this.http = http;
    }

    /** Asks the server; whether and when the run stops is seen by looking at it. */
    void stop(String id) throws NoAnswerException, InterruptedException {
        if (http.post("/api/jobs/" + id + "/cancel").isOk()) {
            return;
        }
        ObjectNode delete = JsonNodeFactory.instance.objectNode();
        delete.putArray("delete").add(id);
        http.post("/queue", delete);
        if (RunLookup.holds(http.get("/queue").json().path("queue_running"), id)) {
            http.post("/interrupt", JsonNodeFactory.instance.objectNode().put("prompt_id", id));
        }
    }

    /** {@link #stop}, where nothing can be done if the server cannot be asked. */
    void tryStop(String id) throws InterruptedException {
        try {
            stop(id);
        } catch (NoAnswerException e) {
            LOG.warn("run {} could not be stopped: {}", id, e.getMessage());
        }
    }
}
