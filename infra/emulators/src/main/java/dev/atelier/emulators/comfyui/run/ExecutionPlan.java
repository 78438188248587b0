package dev.atelier.emulators.comfyui.run;

import dev.atelier.emulators.comfyui.node.NodeCatalogue;
import dev.atelier.emulators.comfyui.prompt.Input;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * In which order the nodes run: those that an output needs and that are not cached, each after its sources. Of several
 * possible ones an output node comes first, then what makes an output node possible, then the one found first.
 */
final class ExecutionPlan {

    private final ObjectNode prompt;
    private final NodeCatalogue catalogue;
    private final Predicate<String> isCached;
    /** What each waiting node waits for. */
    private final SequencedMap<String, Set<String>> waiting = new LinkedHashMap<>();

    ExecutionPlan(ObjectNode prompt, NodeCatalogue catalogue, List<String> outputs, Predicate<String> isCached) {
        this.prompt = prompt;
        this.catalogue = catalogue;
        this.isCached = isCached;
        outputs.forEach(this::add);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The next node; it is taken out of the plan. */
    String next() {
        List<String> ready = waiting.entrySet().stream()
                .filter(e -> e.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        String chosen = ready.stream()
                .filter(this::isOutput)
                .findFirst()
                .or(() -> ready.stream().filter(this::leadsToOutput).findFirst())
                .orElseGet(ready::getFirst);
        waiting.remove(chosen);
        waiting.values().forEach(sources -> sources.remove(chosen));
        return chosen;
    }

    private void add(String output) {
        Deque<String> open = new ArrayDeque<>(List.of(output));
        while (!open.isEmpty()) {
            String id = open.pop();
            if (waiting.containsKey(id)) {
                continue;
            }
            Set<String> sources = sources(id);
            waiting.put(id, sources);
            sources.forEach(open::push);
        }
    }

    private Set<String> sources(String id) {
        JsonNode inputs = prompt.required(id).required("inputs");
        Set<String> declared = new HashSet<>();
        Input.of(declaration(id)).forEach(input -> declared.add(input.name()));
        Set<String> sources = new LinkedHashSet<>();
        inputs.properties().forEach(e -> {
            if (declared.contains(e.getKey()) && e.getValue().isArray()) {
                sources.add(e.getValue().required(0).stringValue());
            }
        });
        sources.removeIf(isCached);
        return sources;
    }

    private boolean isOutput(String id) {
        return declaration(id).required("output_node").booleanValue();
    }

    private boolean leadsToOutput(String id) {
        return waiting.entrySet().stream().anyMatch(e -> e.getValue().contains(id) && isOutput(e.getKey()));
    }

    private JsonNode declaration(String id) {
        String nodeClass = prompt.required(id).required("class_type").stringValue();
        return catalogue.find(nodeClass).orElseThrow();
    }
}
