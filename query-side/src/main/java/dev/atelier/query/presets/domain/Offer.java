package dev.atelier.query.presets.domain;

import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetDefinition;
import dev.atelier.contracts.preset.PresetName;
import dev.atelier.contracts.preset.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A preset without its workflow: what a client has to know to ask for it. */
public record Offer(
        PresetName name,
        int revision,
        JobKind kind,
        String pool,
        Credits price,
        Duration attemptLimit,
        Map<String, String> title,
        List<String> inputs,
        List<Choice> parameters) {

    /** A parameter with its limits. */
    public record Choice(String name, Map<String, String> title, Rule rule) {}

    static Offer of(PresetName name, int revision, PresetDefinition preset) {
        return new Offer(
                name,
                revision,
                preset.kind(),
                preset.pool(),
                preset.price(),
                preset.attemptLimit(),
                preset.title(),
                preset.inputs().stream().map(PresetDefinition.Input::name).toList(),
                preset.parameters().stream()
                        .map(parameter -> new Choice(parameter.name(), parameter.title(), parameter.rule()))
                        .toList());
    }
}
