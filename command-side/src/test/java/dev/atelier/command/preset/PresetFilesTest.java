package dev.atelier.command.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.command.preset.OutputSize.Size;
import dev.atelier.command.preset.PresetCatalogue.Entry;
import dev.atelier.contracts.job.JobInput;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.job.ParameterValue;
import dev.atelier.contracts.preset.PresetCommand.DefinePreset;
import dev.atelier.contracts.preset.PresetDefinition;
import dev.atelier.contracts.preset.PresetDefinition.Parameter;
import dev.atelier.contracts.preset.PresetDefinition.Placement;
import dev.atelier.contracts.preset.PresetRef;
import dev.atelier.contracts.preset.Rule;
import dev.atelier.contracts.upload.UploadId;
import dev.atelier.wire.WireJson;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PresetFilesTest {
    private static final AttemptLimits LIMITS = new AttemptLimits(
            Duration.ofMinutes(2),
            Duration.ofMinutes(1),
            Duration.ofMinutes(15),
            Duration.ofMinutes(2),
            Duration.ofMinutes(30));

    @Test
    void a_preset_without_a_limit_has_the_limit_of_its_kind() {
        AttemptLimits patient = new AttemptLimits(
                Duration.ofMinutes(9), LIMITS.quoteCard(), LIMITS.video(), LIMITS.book(), LIMITS.bookLarge());
        assertThat(PresetFiles.read(patient))
                .allSatisfy(
                        preset -> assertThat(preset.definition().attemptLimit()).isEqualTo(Duration.ofMinutes(9)));
        assertThat(LIMITS.of(JobKind.QUOTE_CARD)).isEqualTo(Duration.ofMinutes(1));
        assertThat(LIMITS.of(JobKind.VIDEO)).isEqualTo(Duration.ofMinutes(15));
        assertThat(LIMITS.of(JobKind.BOOK)).isEqualTo(Duration.ofMinutes(2));
        assertThat(LIMITS.of(JobKind.BOOK_LARGE)).isEqualTo(Duration.ofMinutes(30));
        assertThatThrownBy(() -> new AttemptLimits(
                        Duration.ZERO, LIMITS.quoteCard(), LIMITS.video(), LIMITS.book(), LIMITS.bookLarge()))
                .hasMessageContaining("atelier.presets.attempt-limits.image");
    }

    @Test
    void the_release_brings_these_presets() {
        assertThat(PresetFiles.read(LIMITS))
                .extracting(preset -> preset.name().value())
                .containsExactly(
                        "blur",
                        "edit-image",
                        "half-size",
                        "invert",
                        "invert-and-half",
                        "sharpen",
                        "square-crop",
                        "text-to-image",
                        "upscale-2x");
    }

    @Test
    void a_definition_is_the_same_after_it_was_stored() {
        for (DefinePreset preset : PresetFiles.read(LIMITS)) {
            byte[] stored = WireJson.write(preset.definition());
            assertThat(WireJson.read(stored, PresetDefinition.class)).isEqualTo(preset.definition());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "invert, 451, 300",
        "half-size, 226, 150",
        "upscale-2x, 902, 600",
        "invert-and-half, 226, 150",
        "square-crop, 512, 512",
        "blur, 451, 300",
        "sharpen, 451, 300",
        "text-to-image, 1024, 1024",
        "edit-image, 1256, 832"
    })
    void the_size_of_what_comes_out_is_known_before(String name, long width, long height) {
        assertThat(OutputSize.largest(offered(preset(name)), Map.of(), List.of(picture())))
                .contains(new Size(width, height));
    }

    @Test
    void a_parameter_changes_the_size() {
        Map<String, ParameterValue> size = Map.of("size", new ParameterValue.Number(new BigDecimal("64")));
        assertThat(OutputSize.largest(offered(preset("square-crop")), size, List.of(picture())))
                .contains(new Size(64, 64));
    }

    @Test
    void a_painted_picture_has_sides_of_whole_latents() {
        Map<String, ParameterValue> size = Map.of("width", new ParameterValue.Number(new BigDecimal("1007")));
        assertThat(OutputSize.largest(offered(preset("text-to-image")), size, List.of()))
                .contains(new Size(1000, 1024));
    }

    @Test
    void a_size_behind_an_unknown_node_is_not_known() {
        PresetDefinition preset =
                with(preset("invert"), preset("invert").workflow().replace("ImageInvert", "SomethingNew"), List.of());
        assertThat(OutputSize.largest(offered(preset), Map.of(), List.of(picture())))
                .isEqualTo(Optional.empty());
    }

    @Test
    void what_does_not_hold_together_is_refused() {
        PresetDefinition invert = preset("invert");
        assertRefused(invert, List.of(parameter("9", new BigDecimal("5"))), "no input size at node 9");
        assertRefused(invert, List.of(parameter("2", new BigDecimal("50"))), "outside of its own limits");
    }

    private static void assertRefused(PresetDefinition preset, List<Parameter> parameters, String why) {
        String workflow =
                preset.workflow().replace("\"ImageInvert\",\"inputs\":{", "\"ImageInvert\",\"inputs\":{\"size\":1,");
        DefinePreset command =
                new DefinePreset(PresetFiles.read(LIMITS).getFirst().name(), with(preset, workflow, parameters));
        assertThatThrownBy(() -> PresetChecks.check(command)).hasMessageContaining(why);
    }

    private static Parameter parameter(String node, BigDecimal initial) {
        Rule rule = new Rule.NumberRange(BigDecimal.ONE, BigDecimal.TEN, true, initial);
        return new Parameter("size", Map.of("en", "size"), rule, List.of(new Placement(node, "size")));
    }

    private static PresetDefinition with(PresetDefinition preset, String workflow, List<Parameter> parameters) {
        return new PresetDefinition(
                preset.kind(),
                preset.pool(),
                preset.price(),
                preset.attemptLimit(),
                preset.title(),
                workflow,
                preset.inputs(),
                parameters);
    }

    private static PresetDefinition preset(String name) {
        return PresetFiles.read(LIMITS).stream()
                .filter(preset -> preset.name().value().equals(name))
                .findFirst()
                .orElseThrow()
                .definition();
    }

    private static Entry offered(PresetDefinition preset) {
        return new Entry(new PresetRef(PresetFiles.read(LIMITS).getFirst().name(), 1), preset);
    }

    private static JobInput picture() {
        return new JobInput("image", new UploadId(new UUID(0, 1)), "inputs/x", "image/png", "00", 451, 300);
    }
}
