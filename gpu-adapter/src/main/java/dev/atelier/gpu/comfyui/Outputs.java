package dev.atelier.gpu.comfyui;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code outputs} of a finished run: node → key → files. Only pictures that were saved count: previews are of
 * type {@code temp}; {@code gifs}, {@code audio}, {@code 3d}, {@code text} and whatever custom nodes add (also plain
 * booleans and strings) are passed over until there is a job kind for them.
 */
final class Outputs {
    private static final String PICTURES = "images";

    private Outputs() {}

    static List<OutputFile> pictures(JsonNode outputs) {
        List<OutputFile> files = new ArrayList<>();
        for (JsonNode node : outputs) {
            for (JsonNode file : node.path(PICTURES)) {
                String filename = file.path("filename").asString("");
                if (file.path("type").asString("").equals("output") && !filename.isEmpty()) {
                    files.add(new OutputFile(
                            filename, file.path("subfolder").asString("").replace('\\', '/')));
                }
            }
        }
        return List.copyOf(files);
    }
}
