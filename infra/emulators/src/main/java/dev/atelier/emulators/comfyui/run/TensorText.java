package dev.atelier.emulators.comfyui.run;

import dev.atelier.emulators.comfyui.image.ImageBatch;
import dev.atelier.emulators.comfyui.image.LinkValue;
import dev.atelier.emulators.comfyui.image.MaskBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A batch as torch prints a tensor: of the shape (batch, height, width, channel) for pictures, without the channel for
 * masks. The inputs of a failed node are told that way in {@code execution_error}.
 */
final class TensorText {

    private static final int SUMMARY_FROM = 1000;
    private static final int EDGE = 3;
    private static final int INDENT = "tensor(".length();

    private final List<float[]> frames;
    private final int width;
    private final int height;
    /** How many values a pixel has. */
    private final int depth;

    private final boolean isSummary;
    private final boolean isWhole;

    private TensorText(List<float[]> frames, int width, int height, int depth) {
        this.frames = frames;
        this.width = width;
        this.height = height;
        this.depth = depth;
        isSummary = (long) frames.size() * width * height * depth > SUMMARY_FROM;
        isWhole = shown(frames.size()).stream().filter(i -> i >= 0).allMatch(frame -> isWhole(frames.get(frame)));
    }

    static String of(LinkValue value) {
        return switch (value) {
            case ImageBatch batch ->
                new TensorText(batch.frames(), batch.width(), batch.height(), ImageBatch.CHANNELS).text(3);
            case MaskBatch batch -> new TensorText(batch.frames(), batch.width(), batch.height(), 1).text(2);
        };
    }

    private String text(int lines) {
        List<String> told = shown(frames.size()).stream()
                .map(i -> i < 0 ? "..." : frame(frames.get(i)))
                .toList();
        return "tensor(" + joined(told, lines, INDENT) + ")";
    }

    /** Indices to show; -1 stands for the dots. */
    private List<Integer> shown(int size) {
        if (!isSummary || size <= 2 * EDGE) {
            return IntStream.range(0, size).boxed().toList();
        }
        List<Integer> indices = new ArrayList<>(List.of(0, 1, 2, -1));
        IntStream.range(size - EDGE, size).forEach(indices::add);
        return indices;
    }

    private boolean isWhole(float[] frame) {
        return shown(height).stream()
                .filter(y -> y >= 0)
                .allMatch(y -> shown(width).stream()
                        .filter(x -> x >= 0)
                        .flatMapToInt(x -> IntStream.range(0, depth).map(c -> (y * width + x) * depth + c))
                        .allMatch(at -> frame[at] == Math.ceil(frame[at])));
    }

    private String frame(float[] frame) {
        List<String> rows =
                shown(height).stream().map(y -> y < 0 ? "..." : row(frame, y)).toList();
        return joined(rows, depth > 1 ? 2 : 1, INDENT + 1);
    }

    private String row(float[] frame, int y) {
        if (depth == 1) {
            return shown(width).stream()
                    .map(x -> x < 0 ? " ..." : number(frame[y * width + x]))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        List<String> pixels = shown(width).stream()
                .map(x -> x < 0 ? "..." : pixel(frame, (y * width + x) * depth))
                .toList();
        return joined(pixels, 1, INDENT + 2);
    }

    private String pixel(float[] frame, int at) {
        return IntStream.range(at, at + depth)
                .mapToObj(i -> number(frame[i]))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private String number(float value) {
        return String.format(Locale.ROOT, isWhole ? "%.0f." : "%.4f", value);
    }

    private static String joined(List<String> parts, int lines, int indent) {
        return parts.stream().collect(Collectors.joining("," + "\n".repeat(lines) + " ".repeat(indent + 1), "[", "]"));
    }
}
