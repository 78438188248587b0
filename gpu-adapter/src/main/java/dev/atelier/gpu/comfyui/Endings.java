package dev.atelier.gpu.comfyui;

import dev.atelier.contracts.job.FailureReason;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a finished run: {@code status} (with its {@code messages}) and {@code outputs} of a history entry, which are
 * {@code execution_status} and {@code outputs} of a job. An interrupted run has the status "error" like a broken one;
 * only the name of its last message tells them apart.
 */
final class Endings {
    private final Set<String> pictureNodes;

    /** @param pictureNodes the nodes that load the job's pictures: what fails there is the picture's fault */
    Endings(Set<String> pictureNodes) {
        this.pictureNodes = pictureNodes;
    }

    Ending read(JsonNode status, JsonNode outputs) {
        Duration ran = ran(status);
        if (message(status, "execution_interrupted") != null) {
            return new Ending.Interrupted(ran);
        }
        @Nullable JsonNode error = message(status, "execution_error");
        if (error != null) {
            return new Ending.Broken(reason(error), detail(error), ran);
        }
        if (status.path("status_str").asString("").equals("success")) {
            return new Ending.Completed(Outputs.read(outputs), ran);
        }
        return new Ending.Broken(FailureReason.INTERNAL, "the run ended with an error that was not told", ran);
    }

    private FailureReason reason(JsonNode error) {
        String type = error.path("exception_type").asString("");
        if (type.contains("OutOfMemory")
                || error.path("exception_message").asString("").contains("can't allocate memory")) {
            return FailureReason.OUT_OF_MEMORY;
        }
        boolean atPicture = pictureNodes.contains(error.path("node_id").asString(""));
        return atPicture && !type.equals("FileNotFoundError") ? FailureReason.INVALID_INPUT : FailureReason.INTERNAL;
    }

    /** Short, and without the inputs, outputs and traceback that come along. */
    private static String detail(JsonNode error) {
        String message = error.path("exception_message").asString("").strip();
        return "%s in node %s (%s): %s"
                .formatted(
                        error.path("exception_type").asString("error"),
                        error.path("node_id").asString("?"),
                        error.path("node_type").asString("?"),
                        message.lines().findFirst().orElse(""));
    }

    /** From the first message, the start, to the last, by the server's clock. */
    private static Duration ran(JsonNode status) {
        long first = 0;
        long last = 0;
        for (JsonNode message : status.path("messages")) {
            long at = message.path(1).path("timestamp").asLong(0);
            first = first == 0 ? at : first;
            last = Math.max(last, at);
        }
        return Duration.ofMillis(last - first);
    }

    private static @Nullable JsonNode message(JsonNode status, String name) {
        for (JsonNode message : status.path("messages")) {
            if (message.path(0).asString("").equals(name)) {
                return message.path(1);
            }
        }
        return null;
    }
}
