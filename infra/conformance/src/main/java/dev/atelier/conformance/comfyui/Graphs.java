package dev.atelier.conformance.comfyui;

import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.preset.PresetDefinition.Placement;
import dev.atelier.contracts.run.RunOrder;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Graphs of core nodes that need no model. */
final class Graphs {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final int SIDE = 1024;

    private Graphs() {}

    /** One colour, 0xRRGGBB, 64 by 32 pixels. */
    static String colour(int colour) {
        return """
                {"1": {"class_type": "EmptyImage",
                       "inputs": {"width": 64, "height": 32, "batch_size": 1, "color": %d}},
                 "2": {"class_type": "SaveImage", "inputs": {"images": ["1", 0], "filename_prefix": "x"}}}
                """.formatted(colour);
    }

    /** Loads the picture {@code image}, inverts and saves it. */
    static String invert() {
        return """
                {"1": {"class_type": "LoadImage", "inputs": {"image": ""}},
                 "2": {"class_type": "ImageInvert", "inputs": {"image": ["1", 0]}},
                 "3": {"class_type": "SaveImage", "inputs": {"images": ["2", 0], "filename_prefix": "x"}}}
                """;
    }

    /** A blur that is wider than its picture fails when it runs. */
    static String failing() {
        return """
                {"1": {"class_type": "EmptyImage",
                       "inputs": {"width": 8, "height": 8, "batch_size": 1, "color": 0}},
                 "2": {"class_type": "ImageBlur", "inputs": {"image": ["1", 0], "blur_radius": 31, "sigma": 1.0}},
                 "3": {"class_type": "SaveImage", "inputs": {"images": ["2", 0], "filename_prefix": "x"}}}
                """;
    }

    /** Many nodes, each of which takes a moment on every machine: this filter is computed by the processor. */
    static String slow(int nodes, int colour) {
        StringBuilder graph = new StringBuilder("""
                {"0": {"class_type": "EmptyImage",
                       "inputs": {"width": %1$d, "height": %1$d, "batch_size": 1, "color": %2$d}}""".formatted(SIDE, colour));
        for (int node = 1; node <= nodes; node++) {
            int side = node % 2 == 0 ? SIDE : SIDE - 8;
            graph.append("""
                    , "%d": {"class_type": "ImageScale", "inputs": {"image": ["%d", 0], "upscale_method": "lanczos",
                             "width": %d, "height": %d, "crop": "disabled"}}""".formatted(node, node - 1, side, side));
        }
        return graph.append("""
                , "save": {"class_type": "SaveImage", "inputs": {"images": ["%d", 0], "filename_prefix": "x"}}}
                """.formatted(nodes)).toString();
    }

    static RunOrder order(String workflow) {
        return order(workflow, List.of());
    }

    /** An order for {@link #invert()} and its picture. */
    static RunOrder orderWithPicture(String workflow) {
        return order(
                workflow,
                List.of(new RunOrder.Input("image", "", "image/png", "", List.of(new Placement("1", "image")))));
    }

    private static RunOrder order(String workflow, List<RunOrder.Input> inputs) {
        JobId job = new JobId(UUID.randomUUID());
        return new RunOrder(job, 1, JobKind.IMAGE, "conformance", workflow, inputs, List.of(), LIMIT);
    }
}
