package dev.atelier.gpu.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.preset.PresetDefinition.Placement;
import dev.atelier.contracts.run.RunOrder.Value;
import dev.atelier.gpu.backend.RunFailureException;
import java.math.BigDecimal;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowTest {
    private static final String GRAPH = """
            {"1": {"class_type": "LoadImage", "inputs": {"image": ""}},
             "2": {"class_type": "ImageScaleBy",
                   "inputs": {"image": ["1", 0], "upscale_method": "lanczos", "scale_by": 1.10}},
             "3": {"class_type": "SaveImage", "inputs": {"images": ["2", 0], "filename_prefix": "x"}}}""";

    @Test
    void valuesArePlacedAsJsonAndNeverAsText() throws RunFailureException {
        Workflow workflow = Workflow.parse(GRAPH);
        String nasty = "\"}, \"9\": {\"class_type\": \"SaveImage\"";
        workflow.placeFile("a/b.png", at("1", "image"));
        workflow.place(new Value.Text(nasty), at("2", "upscale_method"));
        assertThat(workflow.nodes()).isEqualTo(3);
        assertThat(workflow.graph().at("/1/inputs/image").asString()).isEqualTo("a/b.png");
        assertThat(workflow.graph().at("/2/inputs/upscale_method").asString()).isEqualTo(nasty);
    }

    @ParameterizedTest
    @CsvSource({"2,2", "2.0,2", "2E+3,2000", "1.5,1.5", "0.10,0.1", "-0,0", "18446744073709551615,18446744073709551615"
    })
    void wholeNumbersHaveNoFraction(String value, String json) throws RunFailureException {
        Workflow workflow = Workflow.parse(GRAPH);
        workflow.place(new Value.Number(new BigDecimal(value)), at("2", "scale_by"));
        assertThat(workflow.graph().toString()).contains("\"scale_by\":" + json + "}");
    }

    @Test
    void aValueGoesToEveryPlacement() throws RunFailureException {
        Workflow workflow = Workflow.parse(GRAPH);
        workflow.place(
                new Value.Flag(true), List.of(new Placement("2", "upscale_method"), new Placement("2", "scale_by")));
        assertThat(workflow.graph().at("/2/inputs/upscale_method").isBoolean()).isTrue();
        assertThat(workflow.graph().at("/2/inputs/scale_by").isBoolean()).isTrue();
    }

    @Test
    void everySavingNodeSavesUnderThePrefix() throws RunFailureException {
        Workflow workflow = Workflow.parse("""
                {"3": {"class_type": "SaveImage", "inputs": {}},
                 "4": {"class_type": "SaveAnimatedWEBP", "inputs": {"filename_prefix": "y"}},
                 "5": {"class_type": "PreviewImage", "inputs": {}}}""");
        workflow.saveUnder("atelier/z/out");
        assertThat(workflow.graph().at("/3/inputs/filename_prefix").asString()).isEqualTo("atelier/z/out");
        assertThat(workflow.graph().at("/4/inputs/filename_prefix").asString()).isEqualTo("atelier/z/out");
        assertThat(workflow.graph().at("/5/inputs").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"7,image", "2,strength", "2,image"})
    void thereIsNothingToFill(String node, String input) throws RunFailureException {
        Workflow workflow = Workflow.parse(GRAPH);
        assertRejected(() -> workflow.place(new Value.Flag(true), at(node, input)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "null",
                "{} {}",
                "{\"1\": \"x\"}",
                "{\"1\": {\"class_type\": 5, \"inputs\": {}}}",
                "{\"1\": {\"class_type\": \"SaveImage\"}}",
                "{\"1\": {\"class_type\": \"SaveImage\", \"inputs\": []}}"
            })
    void whatIsNoGraphIsRejected(String json) {
        assertRejected(() -> Workflow.parse(json));
    }

    private static List<Placement> at(String node, String input) {
        return List.of(new Placement(node, input));
    }

    private static void assertRejected(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(RunFailureException.class))
                .extracting(RunFailureException::reason)
                .isEqualTo(FailureReason.WORKFLOW_REJECTED);
    }
}
