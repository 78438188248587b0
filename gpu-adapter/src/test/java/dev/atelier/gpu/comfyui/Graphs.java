package dev.atelier.gpu.comfyui;

import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.preset.PresetDefinition.Placement;
import dev.atelier.contracts.run.RunOrder;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Orders for tests. */
public final class Graphs {
    /** Loads the picture {@code image}, inverts and saves it. */
    public static final String INVERT = """
            {"1": {"class_type": "LoadImage", "inputs": {"image": ""}},
             "2": {"class_type": "ImageInvert", "inputs": {"image": ["1", 0]}},
             "3": {"class_type": "SaveImage", "inputs": {"images": ["2", 0], "filename_prefix": "x"}}}""";

    /** A red picture out of nothing. */
    public static final String RED_PICTURE = """
            {"1": {"class_type": "EmptyImage", "inputs": {"width": 16, "height": 8, "batch_size": 1, "color": 16711680}},
             "3": {"class_type": "SaveImage", "inputs": {"images": ["1", 0], "filename_prefix": "x"}}}""";

    private Graphs() {}

    static RunOrder order(String workflow) {
        return order(workflow, List.of());
    }

    static RunOrder order(String workflow, List<RunOrder.Input> inputs) {
        return order(workflow, inputs, Duration.ofMinutes(1));
    }

    public static RunOrder order(String workflow, List<RunOrder.Input> inputs, Duration limit) {
        return new RunOrder(
                new JobId(UUID.randomUUID()), 1, JobKind.IMAGE, "image", workflow, inputs, List.of(), limit);
    }

    /** The picture that {@link #INVERT} loads. */
    public static RunOrder.Input picture(String key, String sha256) {
        return new RunOrder.Input("image", key, "image/png", sha256, List.of(new Placement("1", "image")));
    }
}
