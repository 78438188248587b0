package dev.atelier.gpu.comfyui;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code outputs} of a finished run: node → key → files or words. The key says little of what a file is (core
 * ComfyUI tells films under {@code images}, a well-known custom node under {@code gifs}), so every file that was saved
 * counts, under {@code images, gifs, videos, audio, 3d} or any other key; its content will tell. Previews are of type
 * {@code temp} and do not count. Words count under {@code text}; other plain values ({@code animated: [true]}) are
 * settings of the front end.
 */
final class Outputs {
    private static final String WORDS = "text";

    private Outputs() {}

    static List<Output> read(JsonNode outputs) {
        Set<Output> found = new LinkedHashSet<>();
        for (JsonNode node : outputs) {
            for (Map.Entry<String, JsonNode> kind : node.properties()) {
                for (JsonNode value : kind.getValue()) {
                    add(kind.getKey(), value, found);
                }
            }
        }
        return List.copyOf(found);
    }

    private static void add(String key, JsonNode value, Set<Output> found) {
        String filename = value.path("filename").asString("");
        if (value.path("type").asString("").equals("output") && !filename.isEmpty()) {
            found.add(new OutputFile(
                    filename, value.path("subfolder").asString("").replace('\\', '/')));
        } else if (key.equals(WORDS) && value.isString() && !value.stringValue().isBlank()) {
            found.add(new Output.Text(value.stringValue()));
        }
    }
}
