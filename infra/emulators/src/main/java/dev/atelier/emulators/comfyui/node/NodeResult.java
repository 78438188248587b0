package dev.atelier.emulators.comfyui.node;

import dev.atelier.emulators.comfyui.image.LinkValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a node gave: its outputs by slot, and what an output node shows in {@code executed} and in the history. */
public record NodeResult(List<LinkValue> outputs, @Nullable ObjectNode shown) {

    public NodeResult {
        outputs = List.copyOf(outputs);
    }

    static NodeResult of(LinkValue value) {
        return new NodeResult(List.of(value), null);
    }
}
