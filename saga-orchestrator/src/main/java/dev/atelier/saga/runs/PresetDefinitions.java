package dev.atelier.saga.runs;

import dev.atelier.contracts.preset.PresetDefinition;
import dev.atelier.contracts.preset.PresetEvent.PresetDefined;
import dev.atelier.contracts.preset.PresetEvent.PresetRevised;
import dev.atelier.contracts.preset.PresetRef;
import dev.atelier.eventstore.LogReader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What presets were at each revision, read from their streams; a revision never changes, so it is read once. */
final class PresetDefinitions {
    private final LogReader log;
    private final Map<PresetRef, PresetDefinition> known = new ConcurrentHashMap<>();

    PresetDefinitions(LogReader log) {
        this.log = log;
    }

    Optional<PresetDefinition> at(PresetRef ref) {
        if (!known.containsKey(ref)) {
            log.stream(ref.name().stream()).forEach(stored -> learn(stored.payload()));
        }
        return Optional.ofNullable(known.get(ref));
    }

    private void learn(Object event) {
        switch (event) {
            case PresetDefined defined ->
                known.put(new PresetRef(defined.name(), defined.revision()), defined.definition());
            case PresetRevised revised ->
                known.put(new PresetRef(revised.name(), revised.revision()), revised.definition());
            default -> {
                // A retired preset still describes the jobs that were made from it.
            }
        }
    }
}
