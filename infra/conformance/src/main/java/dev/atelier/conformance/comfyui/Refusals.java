package dev.atelier.conformance.comfyui;

import static dev.atelier.conformance.Check.require;

import dev.atelier.contracts.job.FailureReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Graphs that the server does not take, and such that fail when they run. */
final class Refusals {
    private final Stand stand;

    Refusals(Stand stand) {
        this.stand = stand;
    }

    String unknownNode() throws Exception {
        return refused(Graphs.colour(1).replace("EmptyImage", "NoSuchNodeAnywhere"));
    }

    String outOfRange() throws Exception {
        String told = refused(Graphs.colour(1).replace("\"width\": 64", "\"width\": -1"));
        require(told.contains("value_smaller_than_min"), "told otherwise: " + told);
        return told;
    }

    String missingModel() throws Exception {
        String told = refused("""
                {"1": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "no-such-model.safetensors"}},
                 "2": {"class_type": "EmptyLatentImage", "inputs": {"width": 512, "height": 512, "batch_size": 1}},
                 "3": {"class_type": "VAEDecode", "inputs": {"samples": ["2", 0], "vae": ["1", 2]}},
                 "4": {"class_type": "SaveImage", "inputs": {"images": ["3", 0], "filename_prefix": "x"}}}
                """);
        require(told.contains("value_not_in_list"), "told otherwise: " + told);
        return told;
    }

    String noOutputs() throws Exception {
        return refused("""
                {"1": {"class_type": "EmptyImage",
                       "inputs": {"width": 8, "height": 8, "batch_size": 1, "color": 0}}}
                """);
    }

    /** It answers 200 and would run the good part; the client takes it back. */
    String goodInPart() throws Exception {
        String graph = Graphs.colour(1)
                .replace(
                        "\"2\": {",
                        "\"9\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"99\", 0],"
                                + " \"filename_prefix\": \"x\"}}, \"2\": {");
        String told = refused(graph);
        JsonNode queue = stand.get("/queue");
        require(queue.path("queue_pending").isEmpty(), "the good part still waits");
        return told;
    }

    String failingNode() throws Exception {
        return stand.start(Graphs.order(Graphs.failing())).failsFor(FailureReason.INTERNAL);
    }

    String noPicture() throws Exception {
        Path text = Files.writeString(stand.file("text.png"), "not a picture");
        return stand.start(stand.client, Graphs.orderWithPicture(Graphs.invert()), Map.of("image", text))
                .failsFor(FailureReason.INVALID_INPUT);
    }

    private String refused(String graph) throws Exception {
        return stand.start(Graphs.order(graph)).failsFor(FailureReason.WORKFLOW_REJECTED);
    }
}
