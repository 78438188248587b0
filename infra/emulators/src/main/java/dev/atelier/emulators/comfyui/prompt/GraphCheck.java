package dev.atelier.emulators.comfyui.prompt;

import dev.atelier.emulators.comfyui.Folders;
import dev.atelier.emulators.comfyui.node.NodeCatalogue;
import dev.atelier.emulators.comfyui.python.PythonError;
import dev.atelier.emulators.comfyui.python.PythonText;
import dev.atelier.emulators.comfyui.python.PythonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One walk over a graph from its outputs to their sources; each node is checked once. */
final class GraphCheck {

    /** The result for a node; a node is invalid without errors if only something behind it is. */
    record Checked(boolean isValid, List<ObjectNode> errors) {}

    private final NodeCatalogue catalogue;
    private final Folders folders;
    private final ObjectNode prompt;
    private final Map<String, Checked> checked = new LinkedHashMap<>();
    private final List<String> path = new ArrayList<>();

    GraphCheck(NodeCatalogue catalogue, Folders folders, ObjectNode prompt) {
        this.catalogue = catalogue;
        this.folders = folders;
        this.prompt = prompt;
    }

    /** What is known so far, in the order in which the nodes were finished. */
    SequencedMap<String, Checked> results() {
        return new LinkedHashMap<>(checked);
    }

    Checked checkOutput(String id) {
        try {
            return check(id);
        } catch (PythonError e) {
            return remember(id, new Checked(false, List.of(ErrorBody.exception(e))));
        }
    }

    private Checked check(String id) {
        Checked known = checked.get(id);
        if (known != null) {
            return known;
        }
        return path.contains(id) ? cycle(id) : checkInputs(id);
    }

    private Checked checkInputs(String id) {
        JsonNode node = prompt.required(id);
        ObjectNode inputs = (ObjectNode) PythonValues.member(node, "inputs");
        String nodeClass = node.required("class_type").stringValue();
        List<ObjectNode> errors = new ArrayList<>();
        boolean sourcesValid = true;
        for (Input input : Input.of(declaration(nodeClass))) {
            sourcesValid &= checkInput(id, nodeClass, input, inputs, errors);
        }
        if (nodeClass.equals("LoadImage")) {
            checkFile(inputs, errors);
        }
        Checked cycle = checked.getOrDefault(id, new Checked(true, List.of()));
        boolean isValid = cycle.isValid && sourcesValid && errors.isEmpty();
        errors.removeAll(cycle.errors);
        errors.addAll(0, cycle.errors);
        return remember(id, new Checked(isValid, errors));
    }

    /** Adds the complaints about an input; false if the node behind its link is invalid. */
    private boolean checkInput(String id, String nodeClass, Input input, ObjectNode inputs, List<ObjectNode> errors) {
        JsonNode value = inputs.get(input.name());
        if (value == null) {
            if (input.required()) {
                errors.add(ErrorBody.missingInput(input.name()));
            }
            return true;
        }
        if (value.isArray()) {
            return checkLink(id, input, value, errors);
        }
        boolean hasOwnCheck = nodeClass.equals("LoadImage") && input.name().equals("image");
        ValueCheck.check(input, inputs, !hasOwnCheck).ifPresent(errors::add);
        return true;
    }

    private boolean checkLink(String id, Input input, JsonNode link, List<ObjectNode> errors) {
        if (link.size() != 2) {
            errors.add(ErrorBody.badValue(
                    "bad_linked_input",
                    "Bad linked input, must be a length-2 list of [node_id, slot_index]",
                    input.name(),
                    input,
                    link));
            return true;
        }
        String source = sourceOf(link);
        JsonNode given = slot(declaration(classOf(source)).required("output"), link.required(1));
        if (!given.equals(input.type())) {
            errors.add(mismatch(input, link, given));
            return true;
        }
        path.add(id);
        try {
            return check(source).isValid;
        } catch (PythonError e) {
            remember(source, new Checked(false, List.of(ErrorBody.innerException(e, input, link))));
            return false;
        } finally {
            path.removeLast();
        }
    }

    private String sourceOf(JsonNode link) {
        JsonNode source = link.required(0);
        if (!source.isString() || !prompt.has(source.stringValue())) {
            throw new PythonError("KeyError", PythonText.repr(source));
        }
        return source.stringValue();
    }

    private String classOf(String id) {
        return PythonValues.member(prompt.required(id), "class_type").stringValue();
    }

    private JsonNode declaration(String nodeClass) {
        return catalogue.find(nodeClass).orElseThrow(() -> PythonError.keyError(nodeClass));
    }

    private static JsonNode slot(JsonNode outputs, JsonNode index) {
        if (!index.isIntegralNumber()) {
            throw PythonError.typeError("tuple indices must be integers or slices, not " + PythonText.typeName(index));
        }
        int slot = index.intValue() < 0 ? outputs.size() + index.intValue() : index.intValue();
        JsonNode type = outputs.get(slot);
        if (type == null) {
            throw new PythonError("IndexError", "tuple index out of range");
        }
        return type;
    }

    private static ObjectNode mismatch(Input input, JsonNode link, JsonNode given) {
        ObjectNode extra = input.extra();
        extra.set("received_type", given);
        extra.set("linked_node", link);
        String details = "%s, received_type(%s) mismatch input_type(%s)"
                .formatted(input.name(), PythonText.str(given), PythonText.str(input.type()));
        return ErrorBody.of("return_type_mismatch", "Return type mismatch between linked nodes", details, extra);
    }

    private void checkFile(ObjectNode inputs, List<ObjectNode> errors) {
        JsonNode image = inputs.get("image");
        if (image == null || image.isArray()) {
            return;
        }
        if (!image.isString()) {
            throw PythonError.attributeError(PythonText.typeName(image), "endswith");
        }
        if (folders.loadable(image.stringValue()).isEmpty()) {
            errors.add(ErrorBody.customValidation("image", "Invalid image file: " + image.stringValue()));
        }
    }

    private Checked cycle(String id) {
        List<String> round = new ArrayList<>(path.subList(path.indexOf(id), path.size()));
        round.add(id);
        String told = round.stream().map(n -> n + " (" + classOf(n) + ")").collect(Collectors.joining(" -> "));
        LinkedHashSet<String> members = new LinkedHashSet<>(round);
        for (String member : members) {
            ObjectNode extra = ErrorBody.extra().put("node_id", member);
            members.forEach(extra.putArray("cycle_nodes")::add);
            ObjectNode error = ErrorBody.of("dependency_cycle", "Dependency cycle detected", told, extra);
            // The older one refuses such a graph and does not say why.
            List<ObjectNode> errors = catalogue.generation().isOld() ? List.of() : List.of(error);
            remember(member, new Checked(false, errors));
        }
        return checked.getOrDefault(id, new Checked(false, List.of()));
    }

    private Checked remember(String id, Checked result) {
        checked.put(id, result);
        return result;
    }
}
