package dev.atelier.emulators.comfyui.run;

import dev.atelier.emulators.comfyui.Folders;
import dev.atelier.emulators.comfyui.image.MemoryLimit;
import dev.atelier.emulators.comfyui.node.NodeCatalogue;
import java.util.function.Consumer;

/** What a run works with. */
record Workshop(
        NodeCatalogue catalogue,
        Folders folders,
        MemoryLimit memory,
        ExecutionCache cache,
        RunFaults faults,
        Consumer<String> onNode) {

    static final String OUT_OF_MEMORY_TYPE = "torch.OutOfMemoryError";
    static final String OUT_OF_MEMORY_TEXT =
            "CUDA out of memory. Tried to allocate 20.00 GiB. GPU 0 has a total capacity of 23.99 GiB";
    static final String OUT_OF_MEMORY_TIPS =
            "This error means you ran out of memory on your GPU.\n\nTIPS: If the workflow"
                    + " worked before you might have accidentally set the batch_size to a large number.";

    void nodeBegins(String node) {
        onNode.accept(node);
    }
}
