package dev.atelier.command.preset;

import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetCommand.DefinePreset;
import dev.atelier.contracts.preset.PresetDefinition;
import dev.atelier.contracts.preset.PresetDefinition.Input;
import dev.atelier.contracts.preset.PresetDefinition.Parameter;
import dev.atelier.contracts.preset.PresetName;
import dev.atelier.wire.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;

/**
 * The presets that come with this release: {@code presets/*.json} on the class path, each a {@link PresetDefinition}
 * with its name and with the workflow written as JSON. Without a limit of its own, its kind's holds.
 */
final class PresetFiles {
    private record PresetFile(
            PresetName name,
            JobKind kind,
            String pool,
            Credits price,
            @Nullable Duration attemptLimit,
            Map<String, String> title,
            JsonNode workflow,
            List<Input> inputs,
            List<Parameter> parameters) {
        DefinePreset command(AttemptLimits limits) {
            Duration limit = attemptLimit == null ? limits.of(kind) : attemptLimit;
            return new DefinePreset(
                    name,
                    new PresetDefinition(kind, pool, price, limit, title, workflow.toString(), inputs, parameters));
        }
    }

    private PresetFiles() {}

    /** In the order of their names. A file that is wrong stops the start with a message that names it. */
    static List<DefinePreset> read(AttemptLimits limits) {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver().getResources("classpath*:presets/*.json"))
                    .map(file -> read(file, limits))
                    .sorted(Comparator.comparing(command -> command.name().value()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DefinePreset read(Resource file, AttemptLimits limits) {
        try (InputStream in = file.getInputStream()) {
            DefinePreset command =
                    WireJson.read(in.readAllBytes(), PresetFile.class).command(limits);
            PresetChecks.check(command);
            return command;
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "the preset " + file.getFilename() + " cannot be used: " + e.getMessage(), e);
        }
    }
}
