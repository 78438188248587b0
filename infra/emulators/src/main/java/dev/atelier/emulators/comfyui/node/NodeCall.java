package dev.atelier.emulators.comfyui.node;

import dev.atelier.emulators.comfyui.Folders;
import dev.atelier.emulators.comfyui.image.ImageBatch;
import dev.atelier.emulators.comfyui.image.LinkValue;
import dev.atelier.emulators.comfyui.image.MaskBatch;
import dev.atelier.emulators.comfyui.image.MemoryLimit;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call of a node.
 *
 * @param links the linked inputs
 * @param values the other inputs, validated and converted
 * @param prompt the whole graph, which saved pictures carry as metadata
 * @param extraPngInfo more metadata of the client; null if there is none
 * @param previewSuffix five letters that tell the previews of one node object from those of another
 */
public record NodeCall(
        Map<String, LinkValue> links,
        ObjectNode values,
        ObjectNode prompt,
        @Nullable JsonNode extraPngInfo,
        String previewSuffix,
        Folders folders,
        MemoryLimit memory) {

    ImageBatch image(String input) {
        return (ImageBatch) Objects.requireNonNull(links.get(input), input);
    }

    MaskBatch mask(String input) {
        return (MaskBatch) Objects.requireNonNull(links.get(input), input);
    }

    boolean has(String input) {
        return links.containsKey(input);
    }

    String text(String input) {
        return values.required(input).stringValue();
    }

    int number(String input) {
        return values.required(input).intValue();
    }

    double fraction(String input) {
        return values.required(input).doubleValue();
    }

    boolean flag(String input) {
        return values.required(input).booleanValue();
    }
}
