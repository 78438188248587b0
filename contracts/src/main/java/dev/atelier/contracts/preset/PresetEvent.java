package dev.atelier.contracts.preset;

/** What happened to a preset. Stored for ever. */
public sealed interface PresetEvent {
    PresetName name();

    /** The first definition has revision 1. */
    record PresetDefined(PresetName name, int revision, PresetDefinition definition) implements PresetEvent {}

    record PresetRevised(PresetName name, int revision, PresetDefinition definition) implements PresetEvent {}

    /** It can be asked for no longer; jobs that exist go on. */
    record PresetRetired(PresetName name) implements PresetEvent {}
}
