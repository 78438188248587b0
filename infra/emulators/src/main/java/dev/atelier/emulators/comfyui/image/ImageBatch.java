package dev.atelier.emulators.comfyui.image;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a link of type IMAGE carries: pictures of one size, each an array of {@code height * width * 3} floats, row by
 * row, red, green, blue, 0..1. Values outside 0..1 are legal until a picture is saved (bicubic scaling makes some).
 * The arrays are shared between nodes and never changed.
 */
public record ImageBatch(int width, int height, List<float[]> frames) implements LinkValue {

    public static final int CHANNELS = 3;

    public ImageBatch {
        frames = List.copyOf(frames);
    }

    /** Applies the same step to each picture. */
    public ImageBatch map(int newWidth, int newHeight, UnaryOperator<float[]> step) {
        return new ImageBatch(newWidth, newHeight, frames.stream().map(step).toList());
    }

    /** The stored value of a channel: {@code uint8(clip(255 * x, 0, 255))}, cut off and not rounded. */
    public static int toByte(float value) {
        return (int) Math.clamp(255f * value, 0f, 255f);
    }

    /** The value of a channel that was read from a file. */
    public static float fromByte(int value) {
        return value / 255f;
    }
}
