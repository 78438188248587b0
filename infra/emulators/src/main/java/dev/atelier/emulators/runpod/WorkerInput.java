package dev.atelier.emulators.runpod;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What worker-comfyui makes of a job's input, and says of one that it cannot use.
 *
 * @param workflow the graph, not looked at
 */
record WorkerInput(JsonNode workflow, List<Picture> pictures) {
    /** A picture to put into ComfyUI's input folder, under the caller's name. */
    record Picture(String name, byte[] content) {}

    static WorkerInput read(JsonNode input) throws WorkerErrorException {
        JsonNode workflow = input.get("workflow");
        if (workflow == null || workflow.isNull()) {
            throw new WorkerErrorException("Missing 'workflow' parameter");
        }
        return new WorkerInput(workflow, pictures(input.get("images")));
    }

    private static List<Picture> pictures(@Nullable JsonNode images) throws WorkerErrorException {
        if (images == null || images.isNull()) {
            return List.of();
        }
        if (!images.isArray() || images.valueStream().anyMatch(image -> !image.has("name") || !image.has("image"))) {
            throw new WorkerErrorException("'images' must be a list of objects with 'name' and 'image' keys");
        }
        List<Picture> pictures = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        for (JsonNode image : images) {
            String name = image.required("name").asString();
            try {
                pictures.add(new Picture(name, decoded(image.required("image").asString())));
            } catch (IllegalArgumentException e) {
                errors.add("Error decoding base64 for " + name + ": Incorrect padding");
            }
        }
        if (!errors.isEmpty()) {
            throw new WorkerErrorException("Failed to upload one or more input images", errors);
        }
        return pictures;
    }

    /** As Python's decoder: what is before a comma and foreign characters are passed over. */
    private static byte[] decoded(String text) {
        return Base64.getMimeDecoder().decode(text.substring(text.indexOf(',') + 1));
    }
}
