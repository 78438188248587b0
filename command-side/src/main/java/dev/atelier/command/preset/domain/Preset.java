package dev.atelier.command.preset.domain;

import dev.atelier.command.decision.Decision;
import dev.atelier.contracts.preset.PresetCommand;
import dev.atelier.contracts.preset.PresetCommand.DefinePreset;
import dev.atelier.contracts.preset.PresetCommand.RetirePreset;
import dev.atelier.contracts.preset.PresetDefinition;
import dev.atelier.contracts.preset.PresetEvent;
import dev.atelier.contracts.preset.PresetEvent.PresetDefined;
import dev.atelier.contracts.preset.PresetEvent.PresetRetired;
import dev.atelier.contracts.preset.PresetEvent.PresetRevised;

/** What can be asked for under one name, as its events have made it. */
public sealed interface Preset {
    /** Why a preset does not do what it was asked. */
    enum Refusal {
        UNKNOWN_PRESET
    }

    record NotDefined() implements Preset {}

    /** @param revision from 1 */
    record Offered(int revision, PresetDefinition definition) implements Preset {}

    /** Jobs that exist go on; new ones cannot be asked for until it is defined again. */
    record Retired(int revision) implements Preset {}

    default Decision<PresetEvent, Refusal> decide(PresetCommand command) {
        return switch (command) {
            case DefinePreset c -> define(c);
            case RetirePreset c -> retire(c);
        };
    }

    private Decision<PresetEvent, Refusal> define(DefinePreset c) {
        return switch (this) {
            case NotDefined _ -> Decision.events(new PresetDefined(c.name(), 1, c.definition()));
            case Offered offered when offered.definition().equals(c.definition()) -> Decision.nothingToDo();
            case Offered offered ->
                Decision.events(new PresetRevised(c.name(), offered.revision() + 1, c.definition()));
            case Retired retired ->
                Decision.events(new PresetRevised(c.name(), retired.revision() + 1, c.definition()));
        };
    }

    private Decision<PresetEvent, Refusal> retire(RetirePreset c) {
        return switch (this) {
            case NotDefined _ -> Decision.refused(Refusal.UNKNOWN_PRESET);
            case Offered _ -> Decision.events(new PresetRetired(c.name()));
            case Retired _ -> Decision.nothingToDo();
        };
    }

    /** The preset after one more event of its stream. */
    default Preset evolve(PresetEvent event) {
        return switch (event) {
            case PresetDefined e -> new Offered(e.revision(), e.definition());
            case PresetRevised e -> new Offered(e.revision(), e.definition());
            case PresetRetired _ -> new Retired(revision());
        };
    }

    private int revision() {
        return switch (this) {
            case NotDefined _ -> 0;
            case Offered offered -> offered.revision();
            case Retired retired -> retired.revision();
        };
    }
}
