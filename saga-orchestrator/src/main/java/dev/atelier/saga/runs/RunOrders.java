package dev.atelier.saga.runs;

import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobInput;
import dev.atelier.contracts.job.ParameterValue;
import dev.atelier.contracts.preset.PresetDefinition;
import dev.atelier.contracts.preset.PresetDefinition.Parameter;
import dev.atelier.contracts.preset.PresetRef;
import dev.atelier.contracts.preset.Rule;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts run orders together: the preset as it was at the job's revision, the job's pictures and its values. */
public final class RunOrders {
    private final Function<PresetRef, Optional<PresetDefinition>> presets;
    private final BiFunction<UserId, PersonalText, Optional<String>> unseal;

    RunOrders(
            Function<PresetRef, Optional<PresetDefinition>> presets,
            BiFunction<UserId, PersonalText, Optional<String>> unseal) {
        this.presets = presets;
        this.unseal = unseal;
    }

    /** Personal texts are in the clear in the order: it is never stored and never logged. */
    public RunOrder order(JobCreated job, int attempt) throws UnbuildableOrderException {
        PresetDefinition preset = presets.apply(job.preset())
                .orElseThrow(() -> new UnbuildableOrderException("unknown preset " + job.preset()));
        return new RunOrder(
                job.jobId(),
                attempt,
                job.kind(),
                job.pool(),
                preset.workflow(),
                inputs(job, preset),
                values(job, preset),
                job.attemptLimit());
    }

    private static List<RunOrder.Input> inputs(JobCreated job, PresetDefinition preset)
            throws UnbuildableOrderException {
        List<RunOrder.Input> inputs = new ArrayList<>();
        for (PresetDefinition.Input wanted : preset.inputs()) {
            JobInput input = job.inputs().stream()
                    .filter(candidate -> candidate.name().equals(wanted.name()))
                    .findFirst()
                    .orElseThrow(() -> new UnbuildableOrderException("no input named " + wanted.name()));
            inputs.add(new RunOrder.Input(
                    input.name(), input.key(), input.mediaType(), input.sha256(), wanted.placements()));
        }
        return inputs;
    }

    private List<RunOrder.PlacedValue> values(JobCreated job, PresetDefinition preset)
            throws UnbuildableOrderException {
        List<RunOrder.PlacedValue> values = new ArrayList<>();
        for (Parameter parameter : preset.parameters()) {
            values.add(new RunOrder.PlacedValue(value(job, parameter), parameter.placements()));
        }
        return values;
    }

    private RunOrder.Value value(JobCreated job, Parameter parameter) throws UnbuildableOrderException {
        @Nullable ParameterValue chosen = job.parameters().get(parameter.name());
        if (chosen == null) {
            return initial(parameter.rule());
        }
        return switch (chosen) {
            case ParameterValue.Number number -> new RunOrder.Value.Number(number.value());
            case ParameterValue.Flag flag -> new RunOrder.Value.Flag(flag.value());
            case ParameterValue.Choice choice -> new RunOrder.Value.Text(choice.value());
            case ParameterValue.Text text ->
                new RunOrder.Value.Text(unseal.apply(job.owner(), text.value())
                        .orElseThrow(() -> new UnbuildableOrderException("the person's texts were erased")));
        };
    }

    private static RunOrder.Value initial(Rule rule) {
        return switch (rule) {
            case Rule.NumberRange range -> new RunOrder.Value.Number(range.initial());
            case Rule.Toggle toggle -> new RunOrder.Value.Flag(toggle.initial());
            case Rule.OneOf oneOf -> new RunOrder.Value.Text(oneOf.initial());
            case Rule.FreeText text -> new RunOrder.Value.Text("");
        };
    }
}
