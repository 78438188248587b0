package dev.atelier.gpu.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProgressEstimateTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private final ProgressEstimate estimate = new ProgressEstimate("p", 4);

    @Test
    void percentsFollowTheNodes() {
        assertThat(hear("execution_start", "")).isEmpty();
        assertThat(hear("execution_cached", "\"nodes\": [\"1\"]")).hasValue(25);
        assertThat(hear("executing", "\"node\": \"2\"")).isEmpty();
        assertThat(hear("progress", "\"node\": \"2\", \"value\": 1, \"max\": 4"))
                .hasValue(31);
        assertThat(state("2", 2, 4, "running")).hasValue(37);
        assertThat(state("2", 4, 4, "finished")).hasValue(50);
        assertThat(hear("executed", "\"node\": \"3\", \"output\": null")).hasValue(75);
        assertThat(state("4", 1, 1, "finished")).hasValue(100);
    }

    @Test
    void theyNeverGoBackAndNeverOver() {
        assertThat(state("2", 1, 1, "finished")).hasValue(25);
        assertThat(state("2", 0, 1, "running")).isEmpty();
        assertThat(state("2", 9, 1, "running")).isEmpty();
        assertThat(hear("progress", "\"node\": \"3\", \"value\": 5, \"max\": 0"))
                .isEmpty();
        for (int node = 3; node < 20; node++) {
            state(Integer.toString(node), 1, 1, "finished");
        }
        assertThat(state("99", 1, 1, "finished")).isEmpty();
    }

    @Test
    void othersMessagesAreNotOurs() {
        assertThat(estimate.hear(json("{\"type\": \"executed\", \"data\": {\"prompt_id\": \"q\", \"node\": \"1\"}}")))
                .isEmpty();
        assertThat(estimate.hear(json("{\"type\": \"executing\", \"data\": {\"node\": \"1\"}}")))
                .isEmpty();
        assertThat(estimate.hear(json("{\"type\": \"status\", \"data\": {\"sid\": \"x\"}}")))
                .isEmpty();
        assertThat(estimate.hear(json("[]"))).isEmpty();
        assertThat(hear("never_heard_of", "\"nodes\": 5")).isEmpty();
    }

    @Test
    void theEndIsKnownByItsMessage() {
        assertThat(estimate.isOver(message("executing", "\"node\": null"))).isTrue();
        assertThat(estimate.isOver(message("executing", "\"node\": \"1\""))).isFalse();
        assertThat(estimate.isOver(json("{\"type\": \"executing\", \"data\": {\"node\": null, \"prompt_id\": \"q\"}}")))
                .isFalse();
    }

    private OptionalInt state(String node, int value, int max, String word) {
        return hear(
                "progress_state",
                "\"nodes\": {\"%s\": {\"node_id\": \"%s\", \"value\": %d, \"max\": %d, \"state\": \"%s\"}}"
                        .formatted(node, node, value, max, word));
    }

    private OptionalInt hear(String type, String data) {
        return estimate.hear(message(type, data));
    }

    private static JsonNode message(String type, String data) {
        String more = data.isEmpty() ? "" : ", " + data;
        return json("{\"type\": \"" + type + "\", \"data\": {\"prompt_id\": \"p\"" + more + "}}");
    }

    private static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }
}
