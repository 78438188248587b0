package dev.atelier.contracts.preset;

import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.money.Credits;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A named, allow-listed workflow. People choose one and fill in its parameters; they never send graphs.
 *
 * @param title what people read, by language ({@code en}, {@code ru})
 * @param workflow ComfyUI's API format as JSON text: node id → class_type and inputs
 * @param inputs the pictures it needs and where their names go in the graph
 * @param parameters what can be chosen and where the values go in the graph
 * @param attemptLimit how long one attempt may run
 */
public record PresetDefinition(
        JobKind kind,
        String pool,
        Credits price,
        Duration attemptLimit,
        Map<String, String> title,
        String workflow,
        List<Input> inputs,
        List<Parameter> parameters) {

    /** Where a value is placed: {@code workflow[node].inputs[input]}. */
    public record Placement(String node, String input) {}

    /** A picture by name; its file name at the back end is placed in the graph. */
    public record Input(String name, List<Placement> placements) {}

    /** A parameter by name, with its limits. A value is placed as JSON in the parsed graph, never as text in text. */
    public record Parameter(String name, Map<String, String> title, Rule rule, List<Placement> placements) {}
}
