package dev.atelier.emulators.comfyui.run;

import dev.atelier.emulators.comfyui.image.ImageBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A batch as torch prints a tensor of the shape (batch, height, width, channel). The inputs of a failed node are told
 * that way in {@code execution_error}.
 */
final class TensorText {

    private static final int SUMMARY_FROM = 1000;
    private static final int EDGE = 3;
    private static final int INDENT = "tensor(".length();

    private final ImageBatch batch;
    private final boolean isSummary;
    private final boolean isWhole;

    private TensorText(ImageBatch batch) {
        this.batch = batch;
        long size = (long) batch.frames().size() * batch.width() * batch.height() * ImageBatch.CHANNELS;
        isSummary = size > SUMMARY_FROM;
        isWhole = shown(batch.frames().size()).stream()
                .filter(i -> i >= 0)
                .allMatch(frame -> isWhole(batch.frames().get(frame)));
    }

    static String of(ImageBatch batch) {
        TensorText text = new TensorText(batch);
        List<String> frames = text.shown(batch.frames().size()).stream()
                .map(i -> i < 0 ? "..." : text.frame(batch.frames().get(i)))
                .toList();
        return "tensor(" + joined(frames, 3, INDENT) + ")";
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
        return shown(batch.height()).stream()
                .filter(y -> y >= 0)
                .allMatch(y -> shown(batch.width()).stream().filter(x -> x >= 0).allMatch(x -> {
                    int at = (y * batch.width() + x) * ImageBatch.CHANNELS;
                    return frame[at] == Math.ceil(frame[at])
                            && frame[at + 1] == Math.ceil(frame[at + 1])
                            && frame[at + 2] == Math.ceil(frame[at + 2]);
                }));
    }

    private String frame(float[] frame) {
        List<String> rows = shown(batch.height()).stream()
                .map(y -> y < 0 ? "..." : row(frame, y))
                .toList();
        return joined(rows, 2, INDENT + 1);
    }

    private String row(float[] frame, int y) {
        List<String> pixels = shown(batch.width()).stream()
                .map(x -> x < 0 ? "..." : pixel(frame, (y * batch.width() + x) * ImageBatch.CHANNELS))
                .toList();
        return joined(pixels, 1, INDENT + 2);
    }

    private String pixel(float[] frame, int at) {
        return IntStream.range(at, at + ImageBatch.CHANNELS)
                .mapToObj(i -> String.format(Locale.ROOT, isWhole ? "%.0f." : "%.4f", frame[i]))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String joined(List<String> parts, int lines, int indent) {
        return parts.stream().collect(Collectors.joining("," + "\n".repeat(lines) + " ".repeat(indent + 1), "[", "]"));
    }
}
