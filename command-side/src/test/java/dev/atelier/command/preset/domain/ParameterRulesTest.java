package dev.atelier.command.preset.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.preset.domain.ParameterRules.Settled;
import dev.atelier.contracts.job.ParameterValue;
import dev.atelier.contracts.preset.PresetDefinition.Parameter;
import dev.atelier.contracts.preset.Rule;
import dev.atelier.contracts.user.PersonalText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ParameterRulesTest {
    private static final Rule SIZE = new Rule.NumberRange(number("64"), number("2048"), true, number("512"));
    private static final Rule STRENGTH = new Rule.NumberRange(number("0"), number("1"), false, number("0.5"));
    private static final Rule MODE = new Rule.OneOf(List.of("fast", "fine"), "fast");

    @Test
    void what_was_not_chosen_is_what_the_preset_says() {
        assertThat(settle(SIZE).values()).isEqualTo(Map.of("p", new ParameterValue.Number(number("512"))));
        assertThat(settle(MODE).values()).isEqualTo(Map.of("p", new ParameterValue.Choice("fast")));
        assertThat(settle(new Rule.Toggle(true)).values()).isEqualTo(Map.of("p", new ParameterValue.Flag(true)));
        assertThat(settle(new Rule.FreeText(10, false))).isEqualTo(new Settled(Map.of(), List.of()));
    }

    @Test
    void both_bounds_are_inside() {
        assertThat(chosen(SIZE, given("64"))).isEqualTo(new ParameterValue.Number(number("64")));
        assertThat(chosen(SIZE, given("2048"))).isEqualTo(new ParameterValue.Number(number("2048")));
        assertThat(violation(SIZE, given("63"))).isInstanceOf(Violation.OutOfRange.class);
        assertThat(violation(SIZE, given("2049"))).isInstanceOf(Violation.OutOfRange.class);
        assertThat(violation(SIZE, given("1e999999999"))).isInstanceOf(Violation.OutOfRange.class);
    }

    @Test
    void a_whole_number_may_be_written_as_a_person_likes() {
        assertThat(chosen(SIZE, given("512.0"))).isEqualTo(new ParameterValue.Number(number("512")));
        assertThat(chosen(SIZE, given("1e2"))).isEqualTo(new ParameterValue.Number(number("100")));
        assertThat(violation(SIZE, given("512.5"))).isEqualTo(new Violation.NotWhole("p"));
        assertThat(chosen(STRENGTH, given("0.25"))).isEqualTo(new ParameterValue.Number(number("0.25")));
    }

    @Test
    void the_wrong_kind_of_value_is_named() {
        assertThat(violation(SIZE, new GivenValue.Text("512"))).isEqualTo(new Violation.NotANumber("p"));
        assertThat(violation(SIZE, new GivenValue.Other())).isEqualTo(new Violation.NotANumber("p"));
        assertThat(violation(new Rule.Toggle(false), given("1"))).isEqualTo(new Violation.NotAFlag("p"));
        assertThat(violation(MODE, new GivenValue.Text("slow")))
                .isEqualTo(new Violation.NotListed("p", List.of("fast", "fine")));
        assertThat(violation(new Rule.FreeText(3, false), given("1"))).isEqualTo(new Violation.NotAText("p"));
    }

    @Test
    void free_text_is_sealed_and_bounded_by_characters_as_people_count_them() {
        Rule three = new Rule.FreeText(3, true);
        assertThat(chosen(three, new GivenValue.Text("🐈🐈🐈")))
                .isEqualTo(new ParameterValue.Text(new PersonalText("sealed:🐈🐈🐈")));
        assertThat(violation(three, new GivenValue.Text("four"))).isEqualTo(new Violation.TooLong("p", 3));
        assertThat(violation(three, new GivenValue.Text("  "))).isEqualTo(new Violation.Missing("p"));
        assertThat(settle(three).violations()).containsExactly(new Violation.Missing("p"));
    }

    @Test
    void every_violation_is_told_and_points_at_its_place() {
        Settled settled = ParameterRules.settle(
                List.of(parameter(SIZE)), Map.of("p", given("1"), "a/b~c", given("1")), ParameterRulesTest::seal);
        assertThat(settled.violations())
                .extracting(Violation::pointer)
                .containsExactly("/parameters/p", "/parameters/a~1b~0c");
        assertThat(settled.violations())
                .allSatisfy(violation -> assertThat(violation.text("ru")).isNotEqualTo(violation.text("en")));
    }

    private static Settled settle(Rule rule) {
        return ParameterRules.settle(List.of(parameter(rule)), Map.of(), ParameterRulesTest::seal);
    }

    private static ParameterValue chosen(Rule rule, GivenValue value) {
        Settled settled = ParameterRules.settle(List.of(parameter(rule)), Map.of("p", value), ParameterRulesTest::seal);
        assertThat(settled.violations()).isEmpty();
        return settled.values().values().iterator().next();
    }

    private static Violation violation(Rule rule, GivenValue value) {
        Settled settled = ParameterRules.settle(List.of(parameter(rule)), Map.of("p", value), ParameterRulesTest::seal);
        assertThat(settled.values()).isEmpty();
        return settled.violations().getFirst();
    }

    private static Parameter parameter(Rule rule) {
        return new Parameter("p", Map.of("en", "P", "ru", "П"), rule, List.of());
    }

    private static GivenValue given(String number) {
        return new GivenValue.Number(number(number));
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private static PersonalText seal(String text) {
        return new PersonalText("sealed:" + text);
    }
}
