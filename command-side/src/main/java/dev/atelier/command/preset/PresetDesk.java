package dev.atelier.command.preset;

import dev.atelier.command.decision.Decision;
import dev.atelier.command.preset.domain.Preset;
import dev.atelier.command.stream.Roots;
import dev.atelier.contracts.preset.PresetCommand;
import dev.atelier.contracts.preset.PresetCommand.DefinePreset;
import dev.atelier.contracts.preset.PresetCommand.RetirePreset;
import dev.atelier.contracts.preset.PresetEvent;
import org.axonframework.commandhandling.CommandHandler;

/** Defines, revises and retires presets. Jobs never come here: they ask the {@link PresetCatalogue}. */
class PresetDesk {
    private final Roots<PresetAggregate> presets;

    PresetDesk(Roots<PresetAggregate> presets) {
        this.presets = presets;
    }

    @CommandHandler
    Decision<PresetEvent, Preset.Refusal> on(DefinePreset command) {
        return handle(command);
    }

    @CommandHandler
    Decision<PresetEvent, Preset.Refusal> on(RetirePreset command) {
        return handle(command);
    }

    private Decision<PresetEvent, Preset.Refusal> handle(PresetCommand command) {
        return presets.with(command.name().stream(), preset -> preset.handle(command));
    }
}
