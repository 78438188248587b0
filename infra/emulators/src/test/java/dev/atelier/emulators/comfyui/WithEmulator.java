package dev.atelier.emulators.comfyui;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A fresh emulator and a client for each test, and the graphs that many of them send. */
abstract class WithEmulator {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final String ME = "7f1d1f0e-6a53-4a53-9d9f-2d1f5f3f7c11";

    private static final String ONE_COLOUR = """
            {"1": {"class_type": "EmptyImage",
                   "inputs": {"width": 4, "height": 3, "batch_size": 1, "color": %d}},
             "2": {"class_type": "SaveImage", "inputs": {"images": ["1", 0], "filename_prefix": "one"}}}
            """;
    private static final String EDIT = """
            {"1": {"class_type": "LoadImage", "inputs": {"image": "%s"}},
             "2": {"class_type": "%s", "inputs": {"image": ["1", 0]%s}},
             "3": {"class_type": "SaveImage", "inputs": {"images": ["2", 0], "filename_prefix": "jobs/a/out"}}}
            """;

    @TempDir
    Path folder;

    ComfyUiEmulator emulator;
    ComfyUiClient client;

    @BeforeEach
    void start() {
        emulator = ComfyUiEmulator.start(folder);
        client = new ComfyUiClient(emulator.baseUrl());
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    /** Node 1 makes a picture of one colour, node 2 saves it. */
    static String oneColour(int colour) {
        return ONE_COLOUR.formatted(colour);
    }

    /** Node 1 loads, node 2 does something, node 3 saves. */
    static String edit(String file, String nodeClass, String inputs) {
        return EDIT.formatted(file, nodeClass, inputs.isEmpty() ? "" : ", " + inputs);
    }

    /** Submits with a client id, and any other fields before it. */
    String submitAs(String clientId, String graph) throws Exception {
        return ComfyUiClient.json(ComfyUiClient.text(
                        client.post("/prompt", "{\"prompt\": %s, \"client_id\": \"%s\"}".formatted(graph, clientId))))
                .required("prompt_id")
                .stringValue();
    }

    /** The saved file of an output node. */
    byte[] saved(JsonNode entry, String node) throws Exception {
        JsonNode image = entry.at("/outputs/" + node + "/images/0");
        return client.get("/view?filename=%s&subfolder=%s&type=%s"
                        .formatted(
                                image.required("filename").stringValue(),
                                image.required("subfolder").stringValue(),
                                image.required("type").stringValue()))
                .body();
    }

    /** Names of the messages of a history entry. */
    static String story(JsonNode entry) {
        return entry.at("/status/messages")
                .valueStream()
                .map(m -> m.required(0).stringValue())
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }
}
