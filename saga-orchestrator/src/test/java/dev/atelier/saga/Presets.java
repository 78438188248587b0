package dev.atelier.saga;

import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetDefinition;
import dev.atelier.contracts.preset.PresetDefinition.Placement;
import dev.atelier.contracts.preset.PresetEvent.PresetDefined;
import dev.atelier.contracts.preset.PresetName;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A preset for tests. */
public final class Presets {
    private Presets() {}

    public static PresetDefinition invert(PresetDefinition.Parameter... parameters) {
        return new PresetDefinition(
                JobKind.IMAGE,
                "image",
                Credits.of(10),
                Duration.ofMinutes(2),
                Map.of("en", "Invert"),
                "{}",
                List.of(new PresetDefinition.Input("image", List.of(new Placement("1", "image")))),
                List.of(parameters));
    }

    static PresetDefined inputless() {
        PresetDefinition invert = invert();
        return new PresetDefined(
                new PresetName("invert"),
                1,
                new PresetDefinition(
                        invert.kind(),
                        invert.pool(),
                        invert.price(),
                        invert.attemptLimit(),
                        invert.title(),
                        invert.workflow(),
                        List.of(),
                        List.of()));
    }
}
