package dev.atelier.gpu.comfyui;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.preset.PresetDefinition.Placement;
import dev.atelier.gpu.backend.RunFailureException;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What it means that the server did not take a graph as a whole: {@code error} and {@code node_errors} of a 400, or
 * {@code node_errors} of a 200, where one output was left out and the rest would run.
 */
final class Refusal {
    private static final int DETAIL_CHARACTERS_MAX = 500;

    private final Set<Placement> pictures;

    /** @param pictures where the names of the job's pictures were placed */
    Refusal(Set<Placement> pictures) {
        this.pictures = pictures;
    }

    RunFailureException read(JsonNode body) {
        boolean picture = false;
        StringBuilder detail = new StringBuilder(sentence(body.path("error")));
        for (var node : body.path("node_errors").properties()) {
            for (JsonNode error : node.getValue().path("errors")) {
                String input = error.path("extra_info").path("input_name").asString("");
                picture |= pictures.contains(new Placement(node.getKey(), input));
                detail.append("; node ").append(node.getKey()).append(": ").append(sentence(error));
            }
        }
        detail.setLength(Math.min(detail.length(), DETAIL_CHARACTERS_MAX));
        return new RunFailureException(
                picture ? FailureReason.INVALID_INPUT : FailureReason.WORKFLOW_REJECTED, detail.toString());
    }

    private static String sentence(JsonNode error) {
        return "%s %s %s"
                .formatted(
                        error.path("type").asString(""),
                        error.path("message").asString(""),
                        error.path("details").asString(""))
                .strip();
    }
}
