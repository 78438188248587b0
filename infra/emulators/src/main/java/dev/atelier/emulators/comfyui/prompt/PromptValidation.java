package dev.atelier.emulators.comfyui.prompt;

import dev.atelier.emulators.comfyui.Folders;
import dev.atelier.emulators.comfyui.node.NodeCatalogue;
import dev.atelier.emulators.comfyui.python.PythonError;
import dev.atelier.emulators.comfyui.python.PythonText;
import dev.atelier.emulators.comfyui.python.PythonValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides whether a graph may run, with the error bodies of ComfyUI 0.33.0. Where the real server goes on in the random
 * order of a set (outputs, inputs of a node), this one takes the order of the graph and of the declaration.
 */
public final class PromptValidation {

    private final NodeCatalogue catalogue;
    private final Folders folders;

    public PromptValidation(NodeCatalogue catalogue, Folders folders) {
        this.catalogue = catalogue;
        this.folders = folders;
    }

    /**
     * Checks a graph and converts its values in place.
     *
     * @param targets {@code partial_execution_targets}; null runs all outputs
     * @throws PythonError if it is nothing like a graph, which the real server answers with a 500
     */
    public Verdict validate(JsonNode graph, @Nullable JsonNode targets) {
        if (isOld() && graph.isArray() && graph.isEmpty()) {
            return refused(noOutputs());
        }
        if (!(graph instanceof ObjectNode prompt)) {
            throw PythonError.attributeError(PythonText.typeName(graph), "items");
        }
        List<String> outputs = new ArrayList<>();
        for (var entry : prompt.properties()) {
            JsonNode declaration = declaration(entry.getValue());
            if (declaration == null) {
                return refused(
                        isOld()
                                ? invalidPrompt(entry.getKey(), entry.getValue())
                                : missingType(entry.getKey(), entry.getValue()));
            }
            boolean isOutput = declaration.required("output_node").booleanValue();
            if (isOutput && (targets == null || targets.isNull() || PythonValues.contains(targets, entry.getKey()))) {
                outputs.add(entry.getKey());
            }
        }
        return outputs.isEmpty() ? refused(noOutputs()) : checkOutputs(prompt, outputs);
    }

    private @Nullable JsonNode declaration(JsonNode node) {
        if (isOld() && !node.isObject()) {
            return null;
        }
        if (!node.isObject()) {
            throw PythonError.typeError("'%s' object is not a node".formatted(PythonText.typeName(node)));
        }
        JsonNode nodeClass = node.get("class_type");
        return nodeClass == null || !nodeClass.isString()
                ? null
                : catalogue.find(nodeClass.stringValue()).orElse(null);
    }

    private boolean isOld() {
        return catalogue.generation().isOld();
    }

    private static ObjectNode noOutputs() {
        return ErrorBody.of("prompt_no_outputs", "Prompt has no outputs", "");
    }

    /** What the older one says of a node that it does not know. */
    private static ObjectNode invalidPrompt(String id, JsonNode node) {
        JsonNode nodeClass = node.path("class_type");
        String message = nodeClass.isMissingNode()
                ? "Cannot execute because a node is missing the class_type property."
                : "Cannot execute because node " + PythonText.str(nodeClass) + " does not exist.";
        return ErrorBody.of("invalid_prompt", message, "Node ID '#" + id + "'");
    }

    private static ObjectNode missingType(String id, JsonNode node) {
        JsonNode nodeClass = node.get("class_type");
        JsonNode title = node.path("_meta").get("title");
        JsonNode shown = title != null ? title : nodeClass != null ? nodeClass : JsonNodeFactory.instance.nullNode();
        ObjectNode extra = ErrorBody.extra().put("node_id", id);
        extra.set("class_type", nodeClass);
        extra.set("node_title", shown);
        String name = PythonValues.truth(shown) ? PythonText.str(shown) : "ID #" + id;
        String message = nodeClass == null
                ? "Node '%s' has no class_type. The workflow may be corrupted or a custom node is missing."
                : "Node '%s' not found. The custom node may not be installed.";
        return ErrorBody.of("missing_node_type", message.formatted(name), "Node ID '#" + id + "'", extra);
    }

    private Verdict checkOutputs(ObjectNode prompt, List<String> outputs) {
        GraphCheck check = new GraphCheck(catalogue, folders, prompt);
        ObjectNode nodeErrors = JsonNodeFactory.instance.objectNode();
        List<String> good = new ArrayList<>();
        List<String> causes = new ArrayList<>();
        for (String output : outputs) {
            GraphCheck.Checked result = check.checkOutput(output);
            if (result.isValid()) {
                good.add(output);
                continue;
            }
            result.errors().forEach(e -> causes.add(text(e, "message") + ": " + text(e, "details")));
            check.results().forEach((id, each) -> addErrors(prompt, nodeErrors, id, each, output));
        }
        return good.isEmpty()
                ? new Verdict.Refused(
                        ErrorBody.of(
                                "prompt_outputs_failed_validation",
                                "Prompt outputs failed validation",
                                String.join("\n", causes)),
                        nodeErrors)
                : new Verdict.Accepted(good, nodeErrors);
    }

    private static void addErrors(
            ObjectNode prompt, ObjectNode nodeErrors, String id, GraphCheck.Checked result, String output) {
        if (result.isValid() || result.errors().isEmpty()) {
            return;
        }
        if (!nodeErrors.has(id)) {
            ObjectNode entry = nodeErrors.putObject(id);
            result.errors().forEach(entry.putArray("errors")::add);
            entry.putArray("dependent_outputs");
            entry.set("class_type", prompt.required(id).required("class_type"));
        }
        ((ArrayNode) nodeErrors.required(id).required("dependent_outputs")).add(output);
    }

    private static String text(ObjectNode error, String field) {
        return error.required(field).stringValue();
    }

    private static Verdict refused(ObjectNode error) {
        return new Verdict.Refused(error, JsonNodeFactory.instance.objectNode());
    }
}
