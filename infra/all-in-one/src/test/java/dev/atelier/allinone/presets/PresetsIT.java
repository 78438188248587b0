package dev.atelier.allinone.presets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.atelier.emulators.comfyui.ComfyUiEmulator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The graphs of the presets that a release brings, as a ComfyUI without models takes or refuses them. */
class PresetsIT {
    @TempDir
    private Path folder;

    private ComfyUiEmulator comfyUi;
    private HttpClient http;

    @BeforeEach
    void start() throws IOException {
        comfyUi = ComfyUiEmulator.start(folder);
        http = HttpClient.newHttpClient();
        BufferedImage picture = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(
                picture, "png", comfyUi.folders().input().resolve("picture.png").toFile());
    }

    @AfterEach
    void stop() {
        http.close();
        comfyUi.close();
    }

    @TestFactory
    List<DynamicTest> everyPresetIsTakenOrRefusedForItsModelOnly() throws IOException {
        Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath*:presets/*.json");
        assertThat(files).isNotEmpty();
        return Arrays.stream(files)
                .map(file -> dynamicTest(String.valueOf(file.getFilename()), () -> check(file)))
                .toList();
    }

    private void check(Resource file) throws IOException, InterruptedException {
        JsonNode preset = JsonMapper.shared().readTree(file.getContentAsString(StandardCharsets.UTF_8));
        ObjectNode graph = (ObjectNode) preset.required("workflow");
        for (JsonNode input : preset.required("inputs")) {
            for (JsonNode place : input.required("placements")) {
                inputs(graph, place).put(place.required("input").stringValue(), "picture.png");
            }
        }
        for (JsonNode parameter : preset.required("parameters")) {
            for (String limit : List.of("min", "max")) {
                placeLimit(graph, parameter, limit);
                judge(graph);
            }
        }
        judge(graph);
    }

    /** What a parameter allows at most has to be what the node takes at most. */
    private static void placeLimit(ObjectNode graph, JsonNode parameter, String limit) {
        JsonNode value = parameter.required("rule").get(limit);
        if (value != null) {
            for (JsonNode place : parameter.required("placements")) {
                inputs(graph, place).set(place.required("input").stringValue(), value);
            }
        }
    }

    private void judge(ObjectNode graph) throws IOException, InterruptedException {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.set("prompt", graph);
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(comfyUi.baseUrl() + "/prompt"))
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofString());
        JsonNode said = JsonMapper.shared().readTree(answer.body());
        List<String> errors = said.path("node_errors")
                .valueStream()
                .flatMap(node -> node.path("errors").valueStream())
                .map(error -> error.path("type").asString() + " "
                        + error.path("details").asString())
                .toList();
        boolean needsModel = graph.toString().contains("CheckpointLoaderSimple");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(needsModel ? 400 : 200);
        if (needsModel) {
            assertThat(errors).containsExactly("value_not_in_list ckpt_name: 'sd_xl_base_1.0.safetensors' not in []");
        } else {
            assertThat(errors).isEmpty();
        }
    }

    private static ObjectNode inputs(ObjectNode graph, JsonNode place) {
        return (ObjectNode) graph.required(place.required("node").stringValue()).required("inputs");
    }
}
