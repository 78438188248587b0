package dev.atelier.emulators.comfyui.image;

/** The pixel whose centre is nearest: source index {@code floor((i + 0.5) * scale)}, computed in single precision. */
final class NearestExact {

    private NearestExact() {}

    static float[] resize(float[] source, int width, int height, int newWidth, int newHeight) {
        int[] columns = indices(width, newWidth);
        int[] rows = indices(height, newHeight);
        float[] out = new float[Math.multiplyExact(newWidth * ImageBatch.CHANNELS, newHeight)];
        int at = 0;
        for (int row : rows) {
            for (int column : columns) {
                System.arraycopy(source, (row * width + column) * ImageBatch.CHANNELS, out, at, ImageBatch.CHANNELS);
                at += ImageBatch.CHANNELS;
            }
        }
        return out;
    }

    private static int[] indices(int size, int newSize) {
        float scale = (float) size / newSize;
        int[] indices = new int[newSize];
        for (int i = 0; i < newSize; i++) {
            indices[i] = Math.min((int) Math.floor((i + 0.5f) * scale), size - 1);
        }
        return indices;
    }
}
