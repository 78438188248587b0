package dev.atelier.emulators.comfyui.image;

import java.util.stream.IntStream;

/**
 * A resampling whose weights of a pixel are the product of a row's and a column's weights. Each axis is a table: which
 * source pixels (clamped to the border) and how much of each.
 */
final class SeparableFilter {

    /** Free parameter of the cubic convolution in torch. */
    private static final float CUBIC_A = -0.75f;

    private record Axis(int[][] sources, float[][] weights) {}

    private interface Taps {
        void put(int index, float scale, int size, int[][] sources, float[][] weights);
    }

    private final int width;
    private final int height;
    private final Axis columns;
    private final Axis rows;

    private SeparableFilter(int width, int height, Axis columns, Axis rows) {
        this.width = width;
        this.height = height;
        this.columns = columns;
        this.rows = rows;
    }

    static SeparableFilter bilinear(int width, int height, int newWidth, int newHeight) {
        return of(width, height, newWidth, newHeight, SeparableFilter::linearTaps);
    }

    static SeparableFilter bicubic(int width, int height, int newWidth, int newHeight) {
        return of(width, height, newWidth, newHeight, SeparableFilter::cubicTaps);
    }

    static SeparableFilter area(int width, int height, int newWidth, int newHeight) {
        return of(
                width,
                height,
                newWidth,
                newHeight,
                (index, scale, size, sources, weights) -> areaTaps(index, sources.length, size, sources, weights));
    }

    /** A Gaussian over {@code 2 * radius + 1} pixels, seen as the interval -1..1; the picture goes on mirrored. */
    static SeparableFilter gaussian(int width, int height, int radius, double sigma) {
        float[] kernel = new float[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            double x = (i - radius) / (double) radius;
            kernel[i] = (float) Math.exp(-(x * x) / (2 * sigma * sigma));
            sum += kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (kernel[i] / sum);
        }
        return of(width, height, width, height, (index, scale, size, sources, weights) -> {
            weights[index] = kernel;
            sources[index] = IntStream.rangeClosed(index - radius, index + radius)
                    .map(i -> Math.abs(i) < size ? Math.abs(i) : 2 * (size - 1) - i)
                    .toArray();
        });
    }

    private static SeparableFilter of(int width, int height, int newWidth, int newHeight, Taps taps) {
        return new SeparableFilter(width, height, axis(width, newWidth, taps), axis(height, newHeight, taps));
    }

    private static Axis axis(int size, int newSize, Taps taps) {
        int[][] sources = new int[newSize][];
        float[][] weights = new float[newSize][];
        for (int i = 0; i < newSize; i++) {
            taps.put(i, (float) size / newSize, size, sources, weights);
        }
        return new Axis(sources, weights);
    }

    private static void linearTaps(int index, float scale, int size, int[][] sources, float[][] weights) {
        float centre = Math.max(scale * (index + 0.5f) - 0.5f, 0f);
        int first = Math.min((int) centre, size - 1);
        float part = Math.min(Math.max(centre - first, 0f), 1f);
        sources[index] = new int[] {first, Math.min(first + 1, size - 1)};
        weights[index] = new float[] {1f - part, part};
    }

    private static void cubicTaps(int index, float scale, int size, int[][] sources, float[][] weights) {
        float centre = scale * (index + 0.5f) - 0.5f;
        int first = (int) Math.floor(centre);
        float part = centre - first;
        sources[index] = new int[4];
        for (int tap = 0; tap < 4; tap++) {
            sources[index][tap] = Math.clamp(first - 1 + tap, 0, size - 1);
        }
        weights[index] = new float[] {far(part + 1f), near(part), near(1f - part), far(2f - part)};
    }

    /** The cubic kernel within one pixel of the centre. */
    private static float near(float x) {
        return ((CUBIC_A + 2) * x - (CUBIC_A + 3)) * x * x + 1;
    }

    /** The cubic kernel between one and two pixels from the centre. */
    private static float far(float x) {
        return ((CUBIC_A * x - 5 * CUBIC_A) * x + 8 * CUBIC_A) * x - 4 * CUBIC_A;
    }

    /** Adaptive average: all pixels that the target pixel touches, each with the same weight. */
    private static void areaTaps(int index, int newSize, int size, int[][] sources, float[][] weights) {
        int from = (int) ((long) index * size / newSize);
        int to = (int) (((long) (index + 1) * size + newSize - 1) / newSize);
        sources[index] = new int[to - from];
        weights[index] = new float[to - from];
        for (int i = from; i < to; i++) {
            sources[index][i - from] = i;
            weights[index][i - from] = 1f / (to - from);
        }
    }

    float[] apply(float[] source) {
        return alongColumns(alongRows(source));
    }

    private float[] alongRows(float[] source) {
        int newWidth = columns.sources.length;
        float[] out = new float[Math.multiplyExact(newWidth * ImageBatch.CHANNELS, height)];
        int at = 0;
        for (int y = 0; y < height; y++) {
            int line = y * width;
            for (int x = 0; x < newWidth; x++) {
                int[] taps = columns.sources[x];
                float[] weights = columns.weights[x];
                for (int c = 0; c < ImageBatch.CHANNELS; c++) {
                    float sum = 0;
                    for (int t = 0; t < taps.length; t++) {
                        sum += source[(line + taps[t]) * ImageBatch.CHANNELS + c] * weights[t];
                    }
                    out[at++] = sum;
                }
            }
        }
        return out;
    }

    private float[] alongColumns(float[] source) {
        int line = columns.sources.length * ImageBatch.CHANNELS;
        float[] out = new float[Math.multiplyExact(line, rows.sources.length)];
        for (int y = 0; y < rows.sources.length; y++) {
            int[] taps = rows.sources[y];
            float[] weights = rows.weights[y];
            for (int x = 0; x < line; x++) {
                float sum = 0;
                for (int t = 0; t < taps.length; t++) {
                    sum += source[taps[t] * line + x] * weights[t];
                }
                out[y * line + x] = sum;
            }
        }
        return out;
    }
}
