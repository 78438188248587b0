package dev.atelier.command.upload.picture;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * A decoded picture row by row as a person sees it: turned upright on the way, as 8 bit red, green, blue and perhaps
 * alpha. The numbers are the file's own: no conversion between colour spaces, which Java would make unasked (its grey
 * is linear).
 */
final class PixelRows {
    private final BufferedImage image;
    private final Orientation orientation;
    private final Samples samples;
    private final int bands;

    PixelRows(BufferedImage image, Orientation orientation) {
        if (image.isAlphaPremultiplied()) {
            image.coerceData(false);
        }
        this.image = image;
        this.orientation = orientation;
        bands = image.getColorModel().hasAlpha() ? 4 : 3;
        samples = image.getColorModel() instanceof IndexColorModel palette
                ? new PaletteSamples(image.getRaster(), palette, bands)
                : new OwnSamples(image.getRaster(), image.getColorModel(), bands);
    }

    int width() {
        return orientation.columnsBecomeRows() ? image.getHeight() : image.getWidth();
    }

    int height() {
        return orientation.columnsBecomeRows() ? image.getWidth() : image.getHeight();
    }

    /** 3 for red, green and blue, 4 with alpha. */
    int bands() {
        return bands;
    }

    /** The bytes of a row, {@link #bands()} for each pixel. */
    byte[] row(int row) {
        byte[] bytes = orientation.columnsBecomeRows()
                ? samples.read(orientation.fromTheRight() ? image.getWidth() - 1 - row : row, 0, 1, image.getHeight())
                : samples.read(0, orientation.fromTheBottom() ? image.getHeight() - 1 - row : row, image.getWidth(), 1);
        boolean backwards = orientation.columnsBecomeRows() ? orientation.fromTheBottom() : orientation.fromTheRight();
        return backwards ? reversed(bytes) : bytes;
    }

    private byte[] reversed(byte[] pixels) {
        byte[] reversed = new byte[pixels.length];
        int count = pixels.length / bands;
        for (int pixel = 0; pixel < count; pixel++) {
            System.arraycopy(pixels, pixel * bands, reversed, (count - 1 - pixel) * bands, bands);
        }
        return reversed;
    }

    /** Reads a part of the picture as bytes. */
    private interface Samples {
        byte[] read(int x, int y, int width, int height);
    }

    private record PaletteSamples(Raster raster, IndexColorModel palette, int bands) implements Samples {
        @Override
        public byte[] read(int x, int y, int width, int height) {
            int[] indexes = raster.getPixels(x, y, width, height, (int[]) null);
            byte[] bytes = new byte[indexes.length * bands];
            for (int i = 0; i < indexes.length; i++) {
                int colour = palette.getRGB(indexes[i]);
                bytes[i * bands] = (byte) (colour >> 16);
                bytes[i * bands + 1] = (byte) (colour >> 8);
                bytes[i * bands + 2] = (byte) colour;
                if (bands == 4) {
                    bytes[i * bands + 3] = (byte) (colour >> 24);
                }
            }
            return bytes;
        }
    }

    private record OwnSamples(Raster raster, ColorModel model, int bands) implements Samples {
        @Override
        public byte[] read(int x, int y, int width, int height) {
            int[] own = raster.getPixels(x, y, width, height, (int[]) null);
            int ownBands = raster.getNumBands();
            boolean grey = model.getNumColorComponents() < 3;
            byte[] bytes = new byte[width * height * bands];
            for (int from = 0, to = 0; from < own.length; from += ownBands) {
                for (int band = 0; band < bands; band++, to++) {
                    int source = band == 3 ? ownBands - 1 : grey ? 0 : band;
                    bytes[to] = (byte) eightBit(own[from + source], source);
                }
            }
            return bytes;
        }

        private int eightBit(int sample, int band) {
            int bits = model.getComponentSize(Math.min(band, model.getNumComponents() - 1));
            if (bits == 8) {
                return sample;
            }
            return bits > 8 ? sample >> bits - 8 : sample * 0xff / ((1 << bits) - 1);
        }
    }
}
