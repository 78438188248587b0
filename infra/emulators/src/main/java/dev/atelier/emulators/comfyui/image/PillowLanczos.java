package dev.atelier.emulators.comfyui.image;

/**
 * Lanczos as ComfyUI does it: the picture is cut to 8 bits, Pillow resizes it and it becomes floats again. Pillow's
 * filter (libImaging/Resample.c) works in fixed point with 22 bits of fraction, first along the rows, then along the
 * columns, rounding to 8 bits after each; computed the same way here, the pixels are the same.
 */
final class PillowLanczos {

    private static final double SUPPORT = 3;
    private static final int PRECISION_BITS = 32 - 8 - 2;

    /** For each target pixel: the first source pixel and the fixed-point weights from there on. */
    private record Axis(int[] first, int[][] weights) {}

    private PillowLanczos() {}

    static float[] resize(float[] source, int width, int height, int newWidth, int newHeight) {
        int[] bytes = new int[source.length];
        for (int i = 0; i < source.length; i++) {
            bytes[i] = ImageBatch.toByte(source[i]);
        }
        int[] rowsDone = newWidth == width ? bytes : alongRows(bytes, width, height, axis(width, newWidth));
        int[] done = newHeight == height
                ? rowsDone
                : alongColumns(rowsDone, newWidth * ImageBatch.CHANNELS, axis(height, newHeight));
        float[] out = new float[done.length];
        for (int i = 0; i < done.length; i++) {
            out[i] = ImageBatch.fromByte(done[i]);
        }
        return out;
    }

    private static Axis axis(int size, int newSize) {
        double scale = (double) size / newSize;
        double filterScale = Math.max(scale, 1);
        double support = SUPPORT * filterScale;
        int[] first = new int[newSize];
        int[][] weights = new int[newSize][];
        for (int i = 0; i < newSize; i++) {
            double centre = (i + 0.5) * scale;
            first[i] = Math.max((int) (centre - support + 0.5), 0);
            int end = Math.min((int) (centre + support + 0.5), size);
            weights[i] = weights(first[i], end, centre, filterScale);
        }
        return new Axis(first, weights);
    }

    private static int[] weights(int from, int to, double centre, double filterScale) {
        double[] exact = new double[to - from];
        double sum = 0;
        for (int i = 0; i < exact.length; i++) {
            exact[i] = kernel((i + from - centre + 0.5) * (1 / filterScale));
            sum += exact[i];
        }
        int[] fixed = new int[exact.length];
        for (int i = 0; i < exact.length; i++) {
            double weight = (sum == 0 ? exact[i] : exact[i] / sum) * (1 << PRECISION_BITS);
            fixed[i] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
        }
        return fixed;
    }

    private static double kernel(double x) {
        return x >= -SUPPORT && x < SUPPORT ? sinc(x) * sinc(x / SUPPORT) : 0;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
    }

    private static int[] alongRows(int[] source, int width, int height, Axis axis) {
        int newWidth = axis.first.length;
        int[] out = new int[Math.multiplyExact(newWidth * ImageBatch.CHANNELS, height)];
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < newWidth; x++) {
                int[] weights = axis.weights[x];
                for (int c = 0; c < ImageBatch.CHANNELS; c++) {
                    int from = (y * width + axis.first[x]) * ImageBatch.CHANNELS + c;
                    out[at++] = weighted(source, from, ImageBatch.CHANNELS, weights);
                }
            }
        }
        return out;
    }

    private static int[] alongColumns(int[] source, int line, Axis axis) {
        int[] out = new int[Math.multiplyExact(line, axis.first.length)];
        for (int y = 0; y < axis.first.length; y++) {
            for (int x = 0; x < line; x++) {
                out[y * line + x] = weighted(source, axis.first[y] * line + x, line, axis.weights[y]);
            }
        }
        return out;
    }

    private static int weighted(int[] source, int from, int step, int[] weights) {
        int sum = 1 << (PRECISION_BITS - 1);
        for (int t = 0; t < weights.length; t++) {
            sum += source[from + t * step] * weights[t];
        }
        return Math.clamp(sum >> PRECISION_BITS, 0, 255);
    }
}
