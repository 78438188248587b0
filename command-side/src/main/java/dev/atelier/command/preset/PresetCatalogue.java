package dev.atelier.command.preset;

import dev.atelier.command.preset.domain.Preset;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.contracts.log.Processor;
import dev.atelier.contracts.preset.PresetDefinition;
import dev.atelier.contracts.preset.PresetEvent;
import dev.atelier.contracts.preset.PresetName;
import dev.atelier.contracts.preset.PresetRef;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.UnreadableEventException;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.wire.WireJson;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    private volatile @Nullable Map<PresetName, Entry> offered;
    private volatile @Nullable UnreadableEventException obstacle;

    PresetCatalogue(LogReader log) {
        this.log = log;
    }

    /**
     * What is offered under this name; empty for unknown and for retired alike. While nothing is known yet this is
     * {@code UNAVAILABLE}.
     */
    public Optional<Entry> offered(PresetName name) {
        Map<PresetName, Entry> known = offered;
        if (known == null) {
            throw ProblemException.of(ErrorCode.UNAVAILABLE);
        }
        return Optional.ofNullable(known.get(name));
    }

    /** The event before which the catalogue stands still: what is offered may be out of date. */
    Optional<UnreadableEventException> obstacle() {
        return Optional.ofNullable(obstacle);
    }

    boolean isRetired(PresetName name) {
        return presets.get(name) instanceof Preset.Retired;
    }

    /** False, and nothing has changed, when an event stands in the way that cannot be read and was not skipped. */
    boolean refresh() {
        Map<PresetName, Preset> folded = new HashMap<>();
        try {
            log.category("preset-").stream()
                    .filter(stored -> !stored.isSkipped())
                    .map(stored -> (PresetEvent) stored.payload())
                    .forEach(event -> folded.merge(
                            event.name(),
                            new Preset.NotDefined().evolve(event),
                            (before, ignored) -> before.evolve(event)));
        } catch (UnreadableEventException e) {
            standBefore(e);
            return false;
        }
        obstacle = null;
        Map<PresetName, Entry> entries = new HashMap<>();
        folded.forEach((name, preset) -> {
            if (preset instanceof Preset.Offered(var revision, var definition)) {
                entries.put(name, new Entry(new PresetRef(name, revision), definition));
            }
        });
        presets = Map.copyOf(folded);
        offered = Map.copyOf(entries);
        return true;
    }

    private void standBefore(UnreadableEventException event) {
        if (obstacle == null) {
            LOG.error(
                    "the presets stand still before position {}: {}. Run a version that reads this event, or let {} go on"
                            + " without it: POST /admin/log/skips with position {} and event id {}",
                    event.position(),
                    event.getMessage(),
                    Processor.PRESET_CATALOGUE.word(),
                    event.position(),
                    event.eventId(),
                    event);
        }
        obstacle = event;
    }
}
