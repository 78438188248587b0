package dev.atelier.command.preset;

import dev.atelier.contracts.preset.PresetCommand.DefinePreset;
import dev.atelier.contracts.preset.PresetDefinition;
import dev.atelier.contracts.preset.PresetDefinition.Parameter;
import dev.atelier.contracts.preset.PresetDefinition.Placement;
import dev.atelier.contracts.preset.Rule;
import dev.atelier.wire.WireJson;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Whether a definition holds together: what is wrong with it is found before anybody can ask for it. */
final class PresetChecks {
    private PresetChecks() {}

    /** An {@link IllegalArgumentException} says what does not fit. */
    static void check(DefinePreset preset) {
        PresetDefinition definition = preset.definition();
        require(definition.attemptLimit().isPositive(), "the attempt's limit must be above zero");
        require(definition.title().keySet().containsAll(java.util.List.of("en", "ru")), "a title needs en and ru");
        JsonNode graph = WireJson.mapper().readTree(definition.workflow());
        Stream.concat(
                        definition.inputs().stream().flatMap(input -> input.placements().stream()),
                        definition.parameters().stream().flatMap(parameter -> parameter.placements().stream()))
                .forEach(placement -> requirePlace(graph, placement));
        definition.parameters().forEach(PresetChecks::requireInitialInside);
    }

    private static void requirePlace(JsonNode graph, Placement placement) {
        JsonNode inputs = graph.path(placement.node()).path("inputs");
        require(
                inputs.has(placement.input()),
                "the graph has no input " + placement.input() + " at node " + placement.node());
    }

    private static void requireInitialInside(Parameter parameter) {
        boolean inside = switch (parameter.rule()) {
            case Rule.NumberRange rule ->
                rule.min().compareTo(rule.initial()) <= 0 && rule.initial().compareTo(rule.max()) <= 0;
            case Rule.OneOf rule -> rule.values().contains(rule.initial());
            case Rule.Toggle _, Rule.FreeText _ -> true;
        };
        require(inside, "the initial value of " + parameter.name() + " is outside of its own limits");
    }

    private static void require(boolean fits, String why) {
        if (!fits) {
            throw new IllegalArgumentException(why);
        }
    }
}
