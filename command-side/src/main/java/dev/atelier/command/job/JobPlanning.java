package dev.atelier.command.job;

import dev.atelier.command.preset.OutputSize;
import dev.atelier.command.preset.PresetCatalogue;
import dev.atelier.command.preset.PresetCatalogue.Entry;
import dev.atelier.command.preset.domain.GivenValue;
import dev.atelier.command.preset.domain.ParameterRules;
import dev.atelier.command.preset.domain.Violation;
import dev.atelier.command.upload.Uploads;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.contracts.job.JobInput;
import dev.atelier.contracts.job.ParameterValue;
import dev.atelier.contracts.preset.PresetDefinition.Input;
import dev.atelier.contracts.preset.PresetName;
import dev.atelier.contracts.user.UserId;
import dev.atelier.eventstore.PersonalTexts;
import dev.atelier.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether what a person asks for can be made: the preset, its parameters, its pictures. */
class JobPlanning {
    /** What will be made, and for how much. */
    record Plan(Entry preset, Map<String, ParameterValue> parameters, List<JobInput> inputs) {}

    private final PresetCatalogue presets;
    private final Uploads uploads;
    private final PersonalTexts texts;
    private final long outputPixelsMax;

    JobPlanning(PresetCatalogue presets, Uploads uploads, PersonalTexts texts, long outputPixelsMax) {
        this.presets = presets;
        this.uploads = uploads;
        this.texts = texts;
        this.outputPixelsMax = outputPixelsMax;
    }

    /** Or {@code UNKNOWN_PRESET}, {@code INVALID_PARAMETER}, {@code UPLOAD_NOT_READY}, {@code TOO_MANY_PIXELS}. */
    Plan plan(UserId owner, JobRequest request) {
        Entry preset = preset(request.preset());
        Map<String, ParameterValue> parameters = parameters(owner, preset, request.given());
        requireNames(preset, request.inputsOrNone().keySet());
        List<JobInput> inputs = new ArrayList<>();
        for (Input input : preset.definition().inputs()) {
            inputs.add(uploads.input(owner, input.name(), request.inputsOrNone().get(input.name())));
        }
        return bearable(new Plan(preset, parameters, inputs));
    }

    /** The same once more, by today's rules and today's price. */
    Plan again(JobReader.Found failed) {
        UserId owner = failed.owner();
        Entry preset = preset(failed.created().preset().name().value());
        List<JobInput> inputs = failed.created().inputs();
        requireNames(preset, inputs.stream().map(JobInput::name).toList());
        return bearable(new Plan(preset, parameters(owner, preset, given(failed)), inputs));
    }

    /** What would come out too large is refused before it costs a back end its memory. */
    private Plan bearable(Plan plan) {
        OutputSize.largest(plan.preset(), plan.parameters(), plan.inputs())
                .filter(size -> size.pixels() > outputPixelsMax)
                .ifPresent(size -> {
                    throw ProblemException.of(ErrorCode.TOO_MANY_PIXELS)
                            .detail(
                                    "The result would have too many pixels.",
                                    "В результате было бы слишком много пикселей.")
                            .with("width", size.width())
                            .with("height", size.height())
                            .with("pixels", size.pixels())
                            .with("pixelsMax", outputPixelsMax);
                });
        return plan;
    }

    private Entry preset(@Nullable String name) {
        try {
            return presets.offered(new PresetName(name == null ? "" : name)).orElseThrow(() -> unknown());
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return ProblemException.of(ErrorCode.UNKNOWN_PRESET)
                .error("/preset", "Choose one of GET /api/presets.", "Выберите пресет из GET /api/presets.");
    }

    private Map<String, ParameterValue> parameters(UserId owner, Entry preset, Map<String, GivenValue> given) {
        ParameterRules.Settled settled =
                ParameterRules.settle(preset.definition().parameters(), given, text -> texts.seal(owner, text));
        if (!settled.violations().isEmpty()) {
            ProblemException problem = ProblemException.of(ErrorCode.INVALID_PARAMETER);
            for (Violation violation : settled.violations()) {
                problem.error(violation.pointer(), violation.text("en"), violation.text("ru"));
            }
            throw problem;
        }
        return settled.values();
    }

    private static void requireNames(Entry preset, Collection<String> given) {
        TreeSet<String> unknown = new TreeSet<>(given);
        ProblemException problem = ProblemException.of(ErrorCode.INVALID_PARAMETER);
        boolean fits = true;
        for (Input input : preset.definition().inputs()) {
            if (!unknown.remove(input.name())) {
                fits = false;
                problem.error(
                        "/inputs/" + input.name(),
                        "The preset needs this picture: the id of a ready upload.",
                        "Пресету нужно это изображение: идентификатор готового файла.");
            }
        }
        for (String name : unknown) {
            fits = false;
            problem.error(
                    "/inputs/" + name.replace("~", "~0").replace("/", "~1"),
                    "The preset takes no picture of this name.",
                    "Пресет не принимает изображение с таким именем.");
        }
        if (!fits) {
            throw problem;
        }
    }

    private Map<String, GivenValue> given(JobReader.Found failed) {
        Map<String, GivenValue> given = new TreeMap<>();
        failed.created().parameters().forEach((name, value) -> given.put(name, given(failed.owner(), value)));
        return given;
    }

    private GivenValue given(UserId owner, ParameterValue value) {
        return switch (value) {
            case ParameterValue.Number(var number) -> new GivenValue.Number(number);
            case ParameterValue.Flag(boolean flag) -> new GivenValue.Flag(flag);
            case ParameterValue.Choice(String choice) -> new GivenValue.Text(choice);
            case ParameterValue.Text(var sealed) ->
                texts.unseal(owner, sealed)
                        .<GivenValue>map(GivenValue.Text::new)
                        .orElseGet(GivenValue.Other::new);
        };
    }
}
