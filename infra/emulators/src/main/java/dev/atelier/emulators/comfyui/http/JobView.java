package dev.atelier.emulators.comfyui.http;

import dev.atelier.emulators.comfyui.python.PythonError;
import dev.atelier.emulators.comfyui.run.PromptItem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The job of {@code /api/jobs}: one shape for what waits, what runs and what is over. Fields without a value are left
 * out.
 */
final class JobView {

    private JobView() {}

    static ObjectNode queued(PromptItem item, String status) {
        ObjectNode job = start(item.id(), status, item.number(), item.extraData());
        job.put("outputs_count", 0).put("previewable_outputs_count", 0);
        putWorkflow(job, item.extraData());
        return job;
    }

    /**
     * A finished job.
     *
     * @param detailed with outputs, messages and the prompt, as a single job is shown
     */
    static ObjectNode finished(String id, ObjectNode entry, boolean detailed) {
        JsonNode tuple = entry.required("prompt");
        JsonNode status = entry.required("status");
        JsonNode extraData = tuple.required(3);
        JsonNode end = null;
        ObjectNode job = start(id, "", tuple.required(0), extraData);
        String state = "completed";
        for (JsonNode message : status.required("messages")) {
            JsonNode data = message.required(1);
            switch (message.required(0).stringValue()) {
                case "execution_start" -> job.set("execution_start_time", data.get("timestamp"));
                case "execution_success" -> end = data;
                case "execution_error" -> {
                    end = data;
                    state = "failed";
                }
                case "execution_interrupted" -> {
                    end = data;
                    state = "cancelled";
                }
                default -> {}
            }
        }
        job.put("status", state);
        if (end != null) {
            job.set("execution_end_time", end.get("timestamp"));
        }
        if (state.equals("failed")) {
            job.set("execution_error", end);
        }
        putOutputs(job, entry.required("outputs"));
        putWorkflow(job, extraData);
        return detailed ? withDetails(job, entry, tuple) : job;
    }

    private static ObjectNode start(String id, String status, JsonNode number, JsonNode extraData) {
        ObjectNode job = JsonNodeFactory.instance.objectNode().put("id", id).put("status", status);
        job.set("priority", number);
        job.set("create_time", extraData.get("create_time"));
        return job;
    }

    private static void putOutputs(ObjectNode job, JsonNode outputs) {
        int count = 0;
        ObjectNode preview = null;
        for (var node : outputs.properties()) {
            for (JsonNode image : node.getValue().required("images")) {
                count++;
                boolean isBetter = preview == null || (isSaved(image) && !isSaved(preview));
                preview = isBetter ? preview(image, node.getKey()) : preview;
            }
        }
        job.put("outputs_count", count).put("previewable_outputs_count", count);
        if (preview != null) {
            job.set("preview_output", preview);
        }
    }

    private static boolean isSaved(JsonNode image) {
        return image.path("type").asString().equals("output");
    }

    private static ObjectNode preview(JsonNode image, String node) {
        return ((ObjectNode) image.deepCopy()).put("nodeId", node).put("mediaType", "images");
    }

    /** A null {@code extra_pnginfo} breaks the real server here, for everybody who lists jobs. */
    private static void putWorkflow(ObjectNode job, JsonNode extraData) {
        JsonNode info = extraData.get("extra_pnginfo");
        JsonNode workflow = info == null ? null : member(info, "workflow");
        JsonNode id = workflow == null ? null : member(workflow, "id");
        if (id != null && !id.isNull()) {
            job.set("workflow_id", id);
        }
    }

    private static @Nullable JsonNode member(JsonNode object, String key) {
        if (!object.isObject()) {
            throw PythonError.attributeError("NoneType", "get");
        }
        return object.get(key);
    }

    private static ObjectNode withDetails(ObjectNode job, ObjectNode entry, JsonNode tuple) {
        job.set("outputs", entry.get("outputs"));
        job.set("execution_status", entry.get("status"));
        ObjectNode workflow = job.putObject("workflow");
        workflow.set("prompt", tuple.get(2));
        workflow.set("extra_data", tuple.get(3));
        return job;
    }
}
