package dev.atelier.saga.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobInput;
import dev.atelier.contracts.job.ParameterValue;
import dev.atelier.contracts.preset.PresetDefinition;
import dev.atelier.contracts.preset.PresetDefinition.Parameter;
import dev.atelier.contracts.preset.PresetDefinition.Placement;
import dev.atelier.contracts.preset.Rule;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.run.RunOrder.PlacedValue;
import dev.atelier.contracts.run.RunOrder.Value;
import dev.atelier.contracts.upload.UploadId;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.saga.Presets;
import dev.atelier.saga.jobfulfilment.domain.Jobs;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunOrdersTest {
    private static final JobInput PHOTO =
            new JobInput("image", new UploadId(new UUID(1, 2)), "inputs/user-1/abc", "image/png", "abc", 640, 480);
    private static final PersonalText SEALED = new PersonalText("v1.sealed");

    private static final Parameter STRENGTH =
            parameter("strength", new Rule.NumberRange(BigDecimal.ZERO, BigDecimal.TEN, false, BigDecimal.ONE));
    private static final Parameter TILED = parameter("tiled", new Rule.Toggle(true));
    private static final Parameter METHOD = parameter("method", new Rule.OneOf(List.of("nearest", "area"), "area"));
    private static final Parameter PROMPT = parameter("prompt", new Rule.FreeText(100, false));

    @Test
    void an_order_is_the_jobs_pictures_and_values_in_the_presets_places() throws Exception {
        Map<String, ParameterValue> chosen = Map.of(
                "strength", new ParameterValue.Number(new BigDecimal("2.5")),
                "tiled", new ParameterValue.Flag(false),
                "method", new ParameterValue.Choice("nearest"),
                "prompt", new ParameterValue.Text(SEALED));

        RunOrder order = orders(Optional.of("a cat")).order(job(chosen, List.of(PHOTO)), 3);

        assertThat(order.jobId()).isEqualTo(Jobs.JOB);
        assertThat(order.attempt()).isEqualTo(3);
        assertThat(order.pool()).isEqualTo("image");
        assertThat(order.limit()).isEqualTo(Duration.ofMinutes(2));
        assertThat(order.workflow()).isEqualTo("{}");
        assertThat(order.inputs())
                .containsExactly(new RunOrder.Input(
                        "image", PHOTO.key(), "image/png", "abc", List.of(new Placement("1", "image"))));
        assertThat(order.values())
                .containsExactly(
                        placed(STRENGTH, new Value.Number(new BigDecimal("2.5"))),
                        placed(TILED, new Value.Flag(false)),
                        placed(METHOD, new Value.Text("nearest")),
                        placed(PROMPT, new Value.Text("a cat")));
    }

    @Test
    void what_was_not_chosen_is_as_the_preset_says() throws Exception {
        RunOrder order = orders(Optional.empty()).order(job(Map.of(), List.of(PHOTO)), 1);

        assertThat(order.values())
                .containsExactly(
                        placed(STRENGTH, new Value.Number(BigDecimal.ONE)),
                        placed(TILED, new Value.Flag(true)),
                        placed(METHOD, new Value.Text("area")),
                        placed(PROMPT, new Value.Text("")));
    }

    @Test
    void an_order_without_its_picture_its_texts_or_its_preset_cannot_be_built() {
        RunOrders orders = orders(Optional.empty());
        JobCreated erased = job(Map.of("prompt", new ParameterValue.Text(SEALED)), List.of(PHOTO));
        RunOrders withoutPresets = new RunOrders(ref -> Optional.empty(), (owner, text) -> Optional.empty());

        assertThatThrownBy(() -> orders.order(job(Map.of(), List.of()), 1))
                .isInstanceOf(UnbuildableOrderException.class);
        assertThatThrownBy(() -> orders.order(erased, 1)).isInstanceOf(UnbuildableOrderException.class);
        assertThatThrownBy(() -> withoutPresets.order(erased, 1)).isInstanceOf(UnbuildableOrderException.class);
    }

    private static RunOrders orders(Optional<String> text) {
        PresetDefinition preset = Presets.invert(STRENGTH, TILED, METHOD, PROMPT);
        return new RunOrders(
                ref -> Optional.of(preset),
                (owner, cipher) -> owner.equals(Jobs.OWNER) && cipher.equals(SEALED) ? text : Optional.empty());
    }

    private static JobCreated job(Map<String, ParameterValue> chosen, List<JobInput> inputs) {
        return Jobs.created(Jobs.JOB, "invert", Duration.ofMinutes(2), chosen, inputs);
    }

    private static Parameter parameter(String name, Rule rule) {
        return new Parameter(name, Map.of("en", name), rule, List.of(new Placement("2", name)));
    }

    private static PlacedValue placed(Parameter parameter, Value value) {
        return new PlacedValue(value, parameter.placements());
    }
}
