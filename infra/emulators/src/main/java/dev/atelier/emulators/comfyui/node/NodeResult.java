package dev.atelier.emulators.comfyui.node;

import dev.atelier.emulators.comfyui.image.ImageBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a node gave: its outputs by slot, and what an output node shows in {@code executed} and in the history. The mask
 * of LoadImage (slot 1) is declared but never computed, because no emulated node takes one.
 */
public record NodeResult(List<ImageBatch> outputs, @Nullable ObjectNode shown) {

    static NodeResult of(ImageBatch image) {
        return new NodeResult(List.of(image), null);
    }
}
