package dev.atelier.command.preset.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.decision.Decision;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetCommand;
import dev.atelier.contracts.preset.PresetCommand.DefinePreset;
import dev.atelier.contracts.preset.PresetCommand.RetirePreset;
import dev.atelier.contracts.preset.PresetDefinition;
import dev.atelier.contracts.preset.PresetEvent;
import dev.atelier.contracts.preset.PresetEvent.PresetDefined;
import dev.atelier.contracts.preset.PresetEvent.PresetRetired;
import dev.atelier.contracts.preset.PresetEvent.PresetRevised;
import dev.atelier.contracts.preset.PresetName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PresetTest {
    private static final PresetName INVERT = new PresetName("invert");

    @Test
    void a_definition_is_the_first_revision_and_another_one_the_next() {
        then(define(1), new Preset.NotDefined(), new PresetDefined(INVERT, 1, definition(1)));
        then(define(2), offered(), new PresetRevised(INVERT, 2, definition(2)));
    }

    @Test
    void the_same_definition_changes_nothing() {
        then(define(1), offered());
    }

    @Test
    void it_is_retired_once_and_can_come_back_as_a_new_revision() {
        then(new RetirePreset(INVERT), offered(), new PresetRetired(INVERT));
        Preset retired = offered().evolve(new PresetRetired(INVERT));
        then(new RetirePreset(INVERT), retired);
        then(define(1), retired, new PresetRevised(INVERT, 2, definition(1)));
    }

    @Test
    void what_was_never_offered_cannot_be_retired() {
        assertThat(new Preset.NotDefined().decide(new RetirePreset(INVERT)))
                .isEqualTo(Decision.refused(Preset.Refusal.UNKNOWN_PRESET));
    }

    private static void then(PresetCommand command, Preset preset, PresetEvent... events) {
        assertThat(preset.decide(command)).isEqualTo(Decision.events(events));
    }

    private static Preset offered() {
        return new Preset.NotDefined().evolve(new PresetDefined(INVERT, 1, definition(1)));
    }

    private static PresetCommand define(long price) {
        return new DefinePreset(INVERT, definition(price));
    }

    private static PresetDefinition definition(long price) {
        return new PresetDefinition(
                JobKind.IMAGE,
                "image",
                Credits.of(price),
                Duration.ofMinutes(2),
                Map.of("en", "Invert"),
                "{}",
                List.of(),
                List.of());
    }
}
