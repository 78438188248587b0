package dev.atelier.emulators.comfyui.image;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;

/** The stored numbers of a decoded picture as floats. {@code getRGB} would bend grey values by a gamma curve. */
final class Channels {

    private Channels() {}

    static float[] rgb(BufferedImage image) {
        return image.getColorModel() instanceof ComponentColorModel ? samples(image) : packed(image);
    }

    /** How transparent each pixel is, in all three channels. */
    static float[] transparency(BufferedImage image) {
        int[] line = new int[image.getWidth()];
        float[] out = new float[image.getWidth() * image.getHeight() * ImageBatch.CHANNELS];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, image.getWidth(), 1, line, 0, image.getWidth());
            for (int pixel : line) {
                float value = 1f - ImageBatch.fromByte(pixel >>> 24);
                out[at++] = value;
                out[at++] = value;
                out[at++] = value;
            }
        }
        return out;
    }

    private static float[] samples(BufferedImage image) {
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        float max = (1L << image.getColorModel().getComponentSize(0)) - 1;
        int[] line = new int[image.getWidth() * bands];
        float[] out = new float[image.getWidth() * image.getHeight() * ImageBatch.CHANNELS];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getPixels(0, y, image.getWidth(), 1, line);
            for (int x = 0; x < line.length; x += bands) {
                for (int c = 0; c < ImageBatch.CHANNELS; c++) {
                    out[at++] = line[bands < ImageBatch.CHANNELS ? x : x + c] / max;
                }
            }
        }
        return out;
    }

    private static float[] packed(BufferedImage image) {
        int[] line = new int[image.getWidth()];
        float[] out = new float[image.getWidth() * image.getHeight() * ImageBatch.CHANNELS];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, image.getWidth(), 1, line, 0, image.getWidth());
            for (int pixel : line) {
                out[at++] = ImageBatch.fromByte(pixel >> 16 & 0xff);
                out[at++] = ImageBatch.fromByte(pixel >> 8 & 0xff);
                out[at++] = ImageBatch.fromByte(pixel & 0xff);
            }
        }
        return out;
    }
}
