package dev.atelier.gpu.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.FailureReason;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shapes are those of ComfyUI 0.3.64 and 0.33.0. */
class EndingsTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private final Endings endings = new Endings(Set.of("10"));

    @Test
    void aSuccessNamesWhatItSaved() {
        Ending ending =
                endings.read(status("success", "[\"execution_success\", {\"timestamp\": 1795447117567}]"), json("""
                        {"3": {"images": [{"filename": "b_00001_.png", "subfolder": "rec\\\\x", "type": "output"},
                                          {"filename": "t_00001_.png", "subfolder": "", "type": "temp"}],
                               "animated": [true]},
                         "4": null,
                         "5": {"text": ["words"], "images": "odd"}}"""));
        assertThat(ending)
                .isEqualTo(new Ending.Completed(
                        List.of(new OutputFile("b_00001_.png", "rec/x"), new Output.Text("words")),
                        Duration.ofMillis(39)));
    }

    @Test
    void anInterruptedRunIsNoBrokenOne() {
        Ending ending = endings.read(
                status("error", "[\"execution_interrupted\", {\"node_id\": \"2\", \"timestamp\": 1795447117900}]"),
                json("{}"));
        assertThat(ending).isEqualTo(new Ending.Interrupted(Duration.ofMillis(372)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "torch.OutOfMemoryError | CUDA out of memory. | 2 | OUT_OF_MEMORY",
                "torch.cuda.OutOfMemoryError | CUDA out of memory. | 10 | OUT_OF_MEMORY",
                "RuntimeError | DefaultCPUAllocator: can't allocate memory: you tried | 1 | OUT_OF_MEMORY",
                "RuntimeError | boom from test node | 2 | INTERNAL",
                "PIL.UnidentifiedImageError | cannot identify image file '/srv/x.png' | 10 | INVALID_INPUT",
                "OSError | image file is truncated | 10 | INVALID_INPUT",
                "FileNotFoundError | no such file | 10 | INTERNAL"
            })
    void aBrokenRunHasAReason(String type, String message, String node, FailureReason reason) {
        String error = """
                ["execution_error", {"node_id": "%s", "node_type": "Some", "exception_message": "%s\\n\\nTIPS: x",
                  "exception_type": "%s", "traceback": ["/secret"], "current_inputs": {"text": ["prompt"]},
                  "timestamp": 1795447117528}]""".formatted(node, message, type);
        assertThat(endings.read(status("error", error), json("{}"))).isInstanceOfSatisfying(Ending.Broken.class, b -> {
            assertThat(b.reason()).isEqualTo(reason);
            assertThat(b.detail()).contains(type, message).doesNotContain("TIPS", "secret", "prompt");
        });
    }

    @Test
    void anErrorWithoutAMessageIsStillOne() {
        assertThat(endings.read(status("error", "[\"something_new\", {}]"), json("{}")))
                .isInstanceOf(Ending.Broken.class);
        assertThat(endings.read(json("null"), json("{}"))).isInstanceOf(Ending.Broken.class);
    }

    private static JsonNode status(String word, String lastMessage) {
        return json("""
                {"status_str": "%s", "completed": %b, "messages": [
                  ["execution_start", {"prompt_id": "p", "timestamp": 1795447117528}],
                  ["execution_cached", {"nodes": [], "prompt_id": "p", "timestamp": 1795447117529}], %s]}""".formatted(word, word.equals("success"), lastMessage));
    }

    private static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }
}
