package dev.atelier.emulators.comfyui.prompt;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What the validation of a graph said. */
public sealed interface Verdict {

    /** By node id: {@code {"errors": [...], "dependent_outputs": [...], "class_type": "..."}}. */
    ObjectNode nodeErrors();

    /**
     * The graph may run.
     *
     * @param outputs the output nodes that are fine; bad ones are left out and named in {@code nodeErrors}
     */
    record Accepted(List<String> outputs, ObjectNode nodeErrors) implements Verdict {

        public Accepted {
            outputs = List.copyOf(outputs);
        }
    }

    /** Nothing of it may run. */
    record Refused(ObjectNode error, ObjectNode nodeErrors) implements Verdict {}
}
