package dev.atelier.emulators.comfyui.node;

import dev.atelier.emulators.comfyui.image.ImageBatch;
import dev.atelier.emulators.comfyui.image.MaskBatch;
import dev.atelier.emulators.comfyui.python.PythonError;
import java.util.Arrays;
import java.util.List;

/** The nodes that make masks, or pictures out of them. */
final class MaskNodes {

    private static final List<String> CHANNELS = List.of("red", "green", "blue", "alpha");

    private MaskNodes() {}

    /** {@code SolidMask}: one value everywhere. */
    static NodeResult solid(NodeCall call) {
        int width = call.number("width");
        int height = call.number("height");
        call.memory().check(width, height, 1);
        float[] frame = new float[width * height];
        Arrays.fill(frame, (float) call.fraction("value"));
        return NodeResult.of(new MaskBatch(width, height, List.of(frame)));
    }

    /** {@code InvertMask}. */
    static NodeResult invert(NodeCall call) {
        MaskBatch mask = call.mask("mask");
        call.memory().check(mask.width(), mask.height(), mask.frames().size());
        return NodeResult.of(mask.map(frame -> {
            float[] out = new float[frame.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = 1f - frame[i];
            }
            return out;
        }));
    }

    /** {@code MaskToImage}: grey pictures. */
    static NodeResult toImage(NodeCall call) {
        MaskBatch mask = call.mask("mask");
        call.memory().check(mask.width(), mask.height(), mask.frames().size());
        List<float[]> frames = mask.frames().stream().map(MaskNodes::grey).toList();
        return NodeResult.of(new ImageBatch(mask.width(), mask.height(), frames));
    }

    /** {@code ImageToMask}: one channel. Pictures have three here, so alpha is out of bounds as for any RGB tensor. */
    static NodeResult ofImage(NodeCall call) {
        ImageBatch image = call.image("image");
        int channel = CHANNELS.indexOf(call.text("channel"));
        if (channel >= ImageBatch.CHANNELS) {
            throw new PythonError("IndexError", "index 3 is out of bounds for dimension 3 with size 3");
        }
        List<float[]> frames =
                image.frames().stream().map(frame -> channel(frame, channel)).toList();
        return NodeResult.of(new MaskBatch(image.width(), image.height(), frames));
    }

    private static float[] grey(float[] mask) {
        float[] out = new float[mask.length * ImageBatch.CHANNELS];
        for (int i = 0; i < out.length; i++) {
            out[i] = mask[i / ImageBatch.CHANNELS];
        }
        return out;
    }

    private static float[] channel(float[] frame, int channel) {
        float[] out = new float[frame.length / ImageBatch.CHANNELS];
        for (int i = 0; i < out.length; i++) {
            out[i] = frame[i * ImageBatch.CHANNELS + channel];
        }
        return out;
    }
}
