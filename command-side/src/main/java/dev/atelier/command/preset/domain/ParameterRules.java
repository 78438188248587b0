package dev.atelier.command.preset.domain;

import dev.atelier.contracts.job.ParameterValue;
import dev.atelier.contracts.preset.PresetDefinition.Parameter;
import dev.atelier.contracts.preset.Rule;
import dev.atelier.contracts.user.PersonalText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Whether what a person chose fits a preset, and what is taken where nothing was chosen. */
public final class ParameterRules {
    /** What a job is made with; meaningful only without violations. */
    public record Settled(Map<String, ParameterValue> values, List<Violation> violations) {
        public Settled {
            values = Map.copyOf(values);
            violations = List.copyOf(violations);
        }
    }

    private sealed interface Outcome {
        record Value(ParameterValue value) implements Outcome {}

        /** Nothing was chosen, and nothing needs to be: the graph's own value stays. */
        record Nothing() implements Outcome {}

        record Bad(Violation violation) implements Outcome {}
    }

    private ParameterRules() {}

    /** @param seal turns what a person wrote freely into the form that may be stored */
    public static Settled settle(
            List<Parameter> parameters, Map<String, GivenValue> given, Function<String, PersonalText> seal) {
        Map<String, ParameterValue> values = new LinkedHashMap<>();
        List<Violation> violations = new ArrayList<>();
        TreeSet<String> unknown = new TreeSet<>(given.keySet());
        for (Parameter parameter : parameters) {
            unknown.remove(parameter.name());
            GivenValue value = given.get(parameter.name());
            switch (value == null ? initial(parameter) : check(parameter, value, seal)) {
                case Outcome.Value(ParameterValue good) -> values.put(parameter.name(), good);
                case Outcome.Nothing _ -> {}
                case Outcome.Bad(Violation violation) -> violations.add(violation);
            }
        }
        unknown.forEach(name -> violations.add(new Violation.Unknown(name)));
        return new Settled(values, violations);
    }

    private static Outcome initial(Parameter parameter) {
        return switch (parameter.rule()) {
            case Rule.NumberRange rule -> new Outcome.Value(new ParameterValue.Number(rule.initial()));
            case Rule.Toggle rule -> new Outcome.Value(new ParameterValue.Flag(rule.initial()));
            case Rule.OneOf rule -> new Outcome.Value(new ParameterValue.Choice(rule.initial()));
            case Rule.FreeText rule ->
                rule.required() ? new Outcome.Bad(new Violation.Missing(parameter.name())) : new Outcome.Nothing();
        };
    }

    private static Outcome check(Parameter parameter, GivenValue given, Function<String, PersonalText> seal) {
        String name = parameter.name();
        return switch (parameter.rule()) {
            case Rule.NumberRange rule -> number(name, given, rule);
            case Rule.Toggle _ ->
                given instanceof GivenValue.Flag(boolean flag)
                        ? new Outcome.Value(new ParameterValue.Flag(flag))
                        : new Outcome.Bad(new Violation.NotAFlag(name));
            case Rule.OneOf rule ->
                given instanceof GivenValue.Text(String text) && rule.values().contains(text)
                        ? new Outcome.Value(new ParameterValue.Choice(text))
                        : new Outcome.Bad(new Violation.NotListed(name, rule.values()));
            case Rule.FreeText rule -> text(name, given, rule, seal);
        };
    }

    private static Outcome number(String name, GivenValue given, Rule.NumberRange rule) {
        if (!(given instanceof GivenValue.Number(BigDecimal value))) {
            return new Outcome.Bad(new Violation.NotANumber(name));
        }
        if (value.compareTo(rule.min()) < 0 || value.compareTo(rule.max()) > 0) {
            return new Outcome.Bad(new Violation.OutOfRange(name, rule));
        }
        return rule.integral()
                ? whole(value)
                        .<Outcome>map(whole -> new Outcome.Value(new ParameterValue.Number(whole)))
                        .orElseGet(() -> new Outcome.Bad(new Violation.NotWhole(name)))
                : new Outcome.Value(new ParameterValue.Number(value));
    }

    /** {@code 2.0} and {@code 2e0} are whole, and are kept as {@code 2}: a graph's integer input takes nothing else. */
    private static Optional<BigDecimal> whole(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() <= 0 ? Optional.of(stripped.setScale(0)) : Optional.empty();
    }

    private static Outcome text(
            String name, GivenValue given, Rule.FreeText rule, Function<String, PersonalText> seal) {
        if (!(given instanceof GivenValue.Text(String text))) {
            return new Outcome.Bad(new Violation.NotAText(name));
        }
        if (text.codePointCount(0, text.length()) > rule.charactersMax()) {
            return new Outcome.Bad(new Violation.TooLong(name, rule.charactersMax()));
        }
        return text.isBlank() && rule.required()
                ? new Outcome.Bad(new Violation.Missing(name))
                : new Outcome.Value(new ParameterValue.Text(seal.apply(text)));
    }
}
