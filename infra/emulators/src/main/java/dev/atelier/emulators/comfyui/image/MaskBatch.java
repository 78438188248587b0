package dev.atelier.emulators.comfyui.image;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a link of type MASK carries: masks of one size, each an array of {@code height * width} floats, row by row,
 * 0..1. The arrays are shared between nodes and never changed.
 */
public record MaskBatch(int width, int height, List<float[]> frames) implements LinkValue {

    public MaskBatch {
        frames = List.copyOf(frames);
    }

    /** Applies the same step to each mask. */
    public MaskBatch map(UnaryOperator<float[]> step) {
        return new MaskBatch(width, height, frames.stream().map(step).toList());
    }
}
