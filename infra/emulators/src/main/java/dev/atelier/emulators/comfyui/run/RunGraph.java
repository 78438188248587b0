package dev.atelier.emulators.comfyui.run;

import dev.atelier.emulators.comfyui.image.LinkValue;
import dev.atelier.emulators.comfyui.prompt.Input;
import dev.atelier.emulators.comfyui.python.PythonError;
import dev.atelier.emulators.comfyui.python.PythonText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** What comes into a node through its links. A value where a tensor belongs fails when the node looks at it. */
    Map<String, LinkValue> links(String node) {
        Map<String, LinkValue> links = new LinkedHashMap<>();
        for (Input input : Input.of(declaration(node))) {
            JsonNode value = inputs(node).get(input.name());
            if (value == null || !(input.is("IMAGE") || input.is("MASK"))) {
                continue;
            }
            if (!value.isArray()) {
                throw PythonError.attributeError(PythonText.typeName(value), "shape");
            }
            links.put(input.name(), linked(value));
        }
        return links;
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

    private LinkValue linked(JsonNode link) {
        // Validated: the slot is there, and -1 is the last one.
        List<LinkValue> outputs =
                cached(link.required(0).stringValue()).orElseThrow().result().outputs();
        int slot = link.required(1).intValue();
        return outputs.get(slot < 0 ? slot + outputs.size() : slot);
    }

    private JsonNode declaration(String node) {
        return workshop.catalogue().find(nodeClass(node)).orElseThrow();
    }
}
