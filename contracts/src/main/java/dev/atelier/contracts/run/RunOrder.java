package dev.atelier.contracts.run;

import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.preset.PresetDefinition.Placement;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * One attempt to run, as it waits in a pool's queue. It may be delivered twice: only a claim that is accepted runs.
 *
 * @param workflow ComfyUI's API format as JSON text, still without values
 * @param inputs pictures to hand to the back end, and where their names go
 * @param values parameters, and where they go, as JSON values in the parsed graph
 * @param limit how long the run may take
 */
public record RunOrder(
        JobId jobId,
        int attempt,
        JobKind kind,
        String pool,
        String workflow,
        List<Input> inputs,
        List<PlacedValue> values,
        Duration limit) {

    /** A picture in the bucket. */
    public record Input(String name, String key, String mediaType, String sha256, List<Placement> placements) {}

    /** A value and where it goes. */
    public record PlacedValue(Value value, List<Placement> placements) {}

    /** A plain value, as the graph takes it. */
    public sealed interface Value {
        record Number(BigDecimal value) implements Value {}

        record Flag(boolean value) implements Value {}

        record Text(String value) implements Value {
            @Override
            public String toString() {
                return "Text[" + value.length() + " characters]";
            }
        }
    }
}
