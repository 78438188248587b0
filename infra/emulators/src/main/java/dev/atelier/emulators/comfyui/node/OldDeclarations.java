package dev.atelier.emulators.comfyui.node;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The declarations as ComfyUI 0.3.64 had them: less of them, and nodes that save had no outputs. */
final class OldDeclarations {
    private static final List<String> NEWER =
            List.of("is_input_list", "has_intermediate_output", "search_aliases", "essentials_category", "deprecated");

    private OldDeclarations() {}

    /** Takes away what came later. */
    static void age(ObjectNode declarations) {
        for (JsonNode declaration : declarations) {
            ObjectNode node = (ObjectNode) declaration;
            node.remove(NEWER);
            if (node.required("output_node").booleanValue()) {
                List.of("output", "output_is_list", "output_name").forEach(node::putArray);
            }
        }
        named(declarations, "EmptyImage").put("display_name", "EmptyImage");
        named(declarations, "ImageInvert").put("display_name", "Invert Image").put("category", "image");
        named(declarations, "PreviewImage")
                .put("description", "Saves the input images to your ComfyUI output directory.");
        ((ObjectNode) declarations.at("/ImageScaleToTotalPixels/input/required")).remove("resolution_steps");
    }

    private static ObjectNode named(ObjectNode declarations, String nodeClass) {
        return (ObjectNode) declarations.required(nodeClass);
    }
}
