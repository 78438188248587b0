package dev.atelier.command.preset;

import dev.atelier.command.preset.domain.Preset;
import dev.atelier.contracts.preset.PresetDefinition;
import dev.atelier.contracts.preset.PresetEvent;
import dev.atelier.contracts.preset.PresetName;
import dev.atelier.contracts.preset.PresetRef;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.wire.WireJson;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * What can be asked for now, in memory: folded from the log at the start and again every few seconds. Accepting a job
 * reads it instead of the preset's own stream, whose lock would queue all jobs of a preset.
 */
public class PresetCatalogue {
    private static final Logger LOG = LoggerFactory.getLogger("[PRESETS]");

    /**
     * A preset that can be asked for.
     *
     * @param graph the definition's workflow, parsed once
     */
    public record Entry(PresetRef ref, PresetDefinition definition, JsonNode graph) {
        public Entry(PresetRef ref, PresetDefinition definition) {
            this(ref, definition, WireJson.mapper().readTree(definition.workflow()));
        }
    }

    private final LogReader log;
    private volatile Map<PresetName, Preset> presets = Map.of();
    private volatile Map<PresetName, Entry> offered = Map.of();

    PresetCatalogue(LogReader log) {
        this.log = log;
    }

    /** What is offered under this name; empty for unknown and for retired alike. */
    public Optional<Entry> offered(PresetName name) {
        return Optional.ofNullable(offered.get(name));
    }

    boolean isRetired(PresetName name) {
        return presets.get(name) instanceof Preset.Retired;
    }

    void refresh() {
        Map<PresetName, Preset> folded = new HashMap<>();
        for (StoredEvent stored : log.category("preset-")) {
            PresetEvent event = (PresetEvent) stored.payload();
            folded.merge(
                    event.name(), new Preset.NotDefined().evolve(event), (before, ignored) -> before.evolve(event));
        }
        Map<PresetName, Entry> entries = new HashMap<>();
        folded.forEach((name, preset) -> {
            if (preset instanceof Preset.Offered(var revision, var definition)) {
                entries.put(name, new Entry(new PresetRef(name, revision), definition));
            }
        });
        presets = Map.copyOf(folded);
        offered = Map.copyOf(entries);
    }

    /** A log that cannot be read now is read at the next turn; until then the last known presets are offered. */
    void refreshInTheBackground() {
        try {
            refresh();
        } catch (RuntimeException e) {
            LOG.warn("the presets could not be read again: {}", e.toString());
        }
    }
}
