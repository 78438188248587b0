package dev.atelier.command.preset;

import dev.atelier.command.decision.Decision;
import dev.atelier.command.preset.domain.Preset;
import dev.atelier.contracts.preset.PresetCommand;
import dev.atelier.contracts.preset.PresetEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.Nullable;

/** Axon's view of a preset: the rules are in {@link Preset}. */
@AggregateRoot(type = "preset")
class PresetAggregate {
    @AggregateIdentifier
    private @Nullable String id;

    private Preset preset = new Preset.NotDefined();

    Decision<PresetEvent, Preset.Refusal> handle(PresetCommand command) {
        Decision<PresetEvent, Preset.Refusal> decision = preset.decide(command);
        decision.events().forEach(AggregateLifecycle::apply);
        return decision;
    }

    @EventSourcingHandler
    void on(PresetEvent event) {
        id = event.name().stream();
        preset = preset.evolve(event);
    }
}
