package dev.atelier.emulators.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is refused, and in which words; the recordings hold the whole bodies, this the kinds. */
class ValidationTest extends WithEmulator {

    private static final String SCALE = """
            {"1": {"class_type": "EmptyImage", "inputs": {"width": 4, "height": 3, "batch_size": 1, "color": 5}},
             "2": {"class_type": "ImageScaleBy",
                   "inputs": {"image": ["1", 0], "upscale_method": "area", "scale_by": 1.5}},
             "3": {"class_type": "SaveImage", "inputs": {"images": ["2", 0], "filename_prefix": "x"}}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1.5 | 0.001 | value_smaller_than_min | Value 0.001 smaller than min of 0.01",
                "1.5 | 99 | value_bigger_than_max | Value 99.0 bigger than max of 8.0",
                "\"area\" | \"magic\" | value_not_in_list | Value not in list",
                "\"scale_by\" | \"scale\" | required_input_missing | Required input is missing",
                "\"1\", 0 | \"2\", 0 | dependency_cycle | Dependency cycle detected",
                "1.5 | \"a\" | invalid_input_type | Failed to convert an input value to a FLOAT value",
                "[\"1\", 0] | [\"1\"] | bad_linked_input | Bad linked input, must be a length-2",
                "\"1\", 0 | \"7\", 0 | exception_during_inner_validation | Exception when validating inner node",
                "\"1\", 0 | \"1\", 3 | exception_during_inner_validation | Exception when validating inner node",
            })
    void a_bad_input_is_named_with_its_node(String good, String bad, String type, String message) throws Exception {
        JsonNode answer = refused(SCALE.replace(good, bad));
        assertThat(answer.at("/error/type").asString()).isEqualTo("prompt_outputs_failed_validation");
        JsonNode error = answer.at("/node_errors/2/errors/0");
        assertThat(error.required("type").stringValue()).isEqualTo(type);
        assertThat(error.required("message").stringValue()).startsWith(message);
        assertThat(answer.at("/node_errors/2/dependent_outputs/0").asString()).isEqualTo("3");
    }

    @Test
    void a_mask_is_no_picture() throws Exception {
        client.upload("in.png", Pictures.png(Pictures.noise(2, 2)), java.util.Map.of());
        JsonNode error = refused(edit("in.png", "ImageInvert", "").replace("[\"1\", 0]", "[\"1\", 1]"))
                .at("/node_errors/2/errors/0");
        assertThat(error.required("type").stringValue()).isEqualTo("return_type_mismatch");
        assertThat(error.required("details").stringValue())
                .isEqualTo("image, received_type(MASK) mismatch input_type(IMAGE)");
    }

    @Test
    void values_are_converted_before_they_are_used() throws Exception {
        JsonNode entry = client.run(SCALE.replace("\"width\": 4", "\"width\": \" 6 \""));
        assertThat(entry.at("/prompt/2/1/inputs/width").asInt()).isEqualTo(6);
        assertThat(Pictures.read(saved(entry, "3")).getWidth()).isEqualTo(9);
    }

    @Test
    void a_graph_with_one_good_output_runs_and_tells_of_the_bad_one() throws Exception {
        String graph = SCALE.replace(
                "\"x\"}}}",
                "\"x\"}}, \"4\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"9\", 0],"
                        + " \"filename_prefix\": \"y\"}}}");
        HttpResponse<byte[]> answer = client.post("/prompt", "{\"prompt\": " + graph + "}");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode body = ComfyUiClient.json(ComfyUiClient.text(answer));
        assertThat(body.at("/node_errors/4/errors/0/type").asString()).isEqualTo("exception_during_validation");
        JsonNode entry = client.awaitHistory(body.required("prompt_id").stringValue());
        assertThat(entry.required("outputs").propertyNames()).containsExactly("3");
    }

    @Test
    void a_model_that_is_not_there_is_not_in_the_list() throws Exception {
        JsonNode answer = refused("""
                {"1": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sd_xl_base_1.0.safetensors"}},
                 "2": {"class_type": "EmptyLatentImage", "inputs": {"width": 1024, "height": 1024, "batch_size": 1}},
                 "3": {"class_type": "VAEDecode", "inputs": {"samples": ["2", 0], "vae": ["1", 2]}},
                 "4": {"class_type": "SaveImage", "inputs": {"images": ["3", 0], "filename_prefix": "x"}}}""");
        assertThat(answer.at("/error/type").asString()).isEqualTo("prompt_outputs_failed_validation");
        assertThat(answer.at("/error/details").asString()).isEmpty();
        JsonNode error = answer.at("/node_errors/1/errors/0");
        assertThat(error.path("type").asString()).isEqualTo("value_not_in_list");
        assertThat(error.path("details").asString()).isEqualTo("ckpt_name: 'sd_xl_base_1.0.safetensors' not in []");
        assertThat(answer.at("/node_errors/1/dependent_outputs/0").asString()).isEqualTo("4");
    }

    @Test
    void an_unknown_class_is_named_by_its_title() throws Exception {
        JsonNode answer = refused(
                "{\"1\": {\"class_type\": \"NoSuchSampler\", \"inputs\": {}, \"_meta\": {\"title\": \"My sampler\"}}}");
        assertThat(answer.at("/error/type").asString()).isEqualTo("missing_node_type");
        assertThat(answer.at("/error/message").asString())
                .isEqualTo("Node 'My sampler' not found. The custom node may not be installed.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{not json",
                "",
                "{\"prompt\": null}",
                "{\"prompt\": []}",
                "{\"prompt\": {\"1\": \"x\"}}",
                "null",
                "5"
            })
    void what_is_nothing_like_a_prompt_is_a_500(String body) throws Exception {
        HttpResponse<byte[]> answer = client.post("/prompt", body);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(ComfyUiClient.text(answer)).isEqualTo("500 Internal Server Error\n\nServer got itself in trouble");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"job-1\"", "\"\"", "42", "\"32B6E844-873F-48A2-B97D-B81040BBC82B\"", "\"1-1-1-1-1\""})
    void an_id_must_be_a_canonical_uuid(String id) throws Exception {
        HttpResponse<byte[]> answer =
                client.post("/prompt", "{\"prompt\": %s, \"prompt_id\": %s}".formatted(SCALE, id));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ComfyUiClient.text(answer)).contains("\"invalid_prompt_id\"");
    }

    @Test
    void only_asked_for_outputs_run() throws Exception {
        HttpResponse<byte[]> answer =
                client.post("/prompt", "{\"prompt\": %s, \"partial_execution_targets\": [\"7\"]}".formatted(SCALE));
        assertThat(ComfyUiClient.text(answer)).contains("\"prompt_no_outputs\"");
    }

    private JsonNode refused(String graph) throws Exception {
        HttpResponse<byte[]> answer = client.post("/prompt", "{\"prompt\": " + graph + "}");
        assertThat(answer.statusCode()).as(ComfyUiClient.text(answer)).isEqualTo(400);
        return ComfyUiClient.json(ComfyUiClient.text(answer));
    }
}
