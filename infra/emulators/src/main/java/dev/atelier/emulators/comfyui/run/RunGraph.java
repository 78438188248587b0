package dev.atelier.emulators.comfyui.run;

import dev.atelier.emulators.comfyui.image.ImageBatch;
import dev.atelier.emulators.comfyui.prompt.Input;
import dev.atelier.emulators.comfyui.python.PythonError;
import dev.atelier.emulators.comfyui.python.PythonText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A validated graph on the workbench: what its nodes are, what goes into them, and what is known of their results. */
final class RunGraph {

    private final Workshop workshop;
    /** A copy: the hash of a loaded file gets in, which the history does not show. */
    private final ObjectNode prompt;

    private final Map<String, String> signatures;
    /** Results by node, kept from here on until the run is over. */
    private final Map<String, ExecutionCache.Entry> results = new HashMap<>();

    RunGraph(Workshop workshop, ObjectNode prompt) {
        this.workshop = workshop;
        this.prompt = prompt.deepCopy();
        this.signatures = Signatures.of(this.prompt, workshop.folders());
        workshop.cache().keepOnly(signatures.values(), signatures.keySet());
        signatures.forEach(
                (node, signature) -> workshop.cache().find(signature).ifPresent(entry -> results.put(node, entry)));
    }

    ObjectNode prompt() {
        return prompt;
    }

    Set<String> nodes() {
        return signatures.keySet();
    }

    String nodeClass(String node) {
        return prompt.required(node).required("class_type").stringValue();
    }

    ObjectNode inputs(String node) {
        return (ObjectNode) prompt.required(node).required("inputs");
    }

    boolean isCached(String node) {
        return cached(node).isPresent();
    }

    Optional<ExecutionCache.Entry> cached(String node) {
        return Optional.ofNullable(results.get(node));
    }

    void keep(String node, ExecutionCache.Entry entry) {
        results.put(node, entry);
        workshop.cache().keep(Objects.requireNonNull(signatures.get(node), node), entry);
    }

    /** The pictures that come into a node through its links. */
    Map<String, ImageBatch> images(String node) {
        Map<String, ImageBatch> images = new LinkedHashMap<>();
        for (Input input : Input.of(declaration(node))) {
            JsonNode value = inputs(node).get(input.name());
            if (!input.is("IMAGE") || value == null) {
                continue;
            }
            if (!value.isArray()) {
                throw PythonError.attributeError(PythonText.typeName(value), "shape");
            }
            images.put(input.name(), linked(value));
        }
        return images;
    }

    /** All inputs of a node as {@code execution_error} tells them: each in a list, tensors and objects as text. */
    ObjectNode told(String node, JsonNode extraData) {
        JsonNode declaration = declaration(node);
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        for (Input input : Input.of(declaration)) {
            JsonNode value = inputs(node).get(input.name());
            if (value != null && value.isArray()) {
                out.putArray(input.name()).add(TensorText.of(linked(value)));
            } else if (value != null) {
                out.putArray(input.name()).add(value);
            }
        }
        if (declaration.at("/input/hidden/prompt").isString()) {
            out.putArray("prompt").add(PythonText.repr(prompt));
            JsonNode info = extraData.path("extra_pnginfo");
            JsonNodeFactory json = JsonNodeFactory.instance;
            out.putArray("extra_pnginfo")
                    .add(info.isObject() ? json.stringNode(PythonText.repr(info)) : json.nullNode());
        }
        return out;
    }

    private ImageBatch linked(JsonNode link) {
        // The slot is validated, and every output of type IMAGE is slot 0.
        return cached(link.required(0).stringValue())
                .orElseThrow()
                .result()
                .outputs()
                .getFirst();
    }

    private JsonNode declaration(String node) {
        return workshop.catalogue().find(nodeClass(node)).orElseThrow();
    }
}
