package dev.atelier.emulators.comfyui.node;

import java.io.IOException;

/** The work of a node class. A {@code PythonError} fails the prompt as an exception of the node does in ComfyUI. */
@FunctionalInterface
public interface NodeFunction {

    NodeResult run(NodeCall call) throws IOException;
}
