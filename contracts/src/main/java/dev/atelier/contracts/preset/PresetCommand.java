package dev.atelier.contracts.preset;

/** What can be asked of a preset. */
public sealed interface PresetCommand {
    PresetName name();

    /** Defines the preset, or revises it where the definition differs; the same definition again changes nothing. */
    record DefinePreset(PresetName name, PresetDefinition definition) implements PresetCommand {}

    record RetirePreset(PresetName name) implements PresetCommand {}
}
