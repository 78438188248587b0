package dev.atelier.command.upload.picture;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The samples of a decoded picture as 8 bit RGB or RGBA, as they stand in the file: no conversion between colour spaces,
 * which Java would make unasked (its grey is linear, and profiles are applied on the way).
 */
final class Pixels {
    private Pixels() {}

    static BufferedImage eightBit(BufferedImage source) {
        ColorModel model = source.getColorModel();
        if (model.isAlphaPremultiplied()) {
            source.coerceData(false);
            model = source.getColorModel();
        }
        BufferedImage target = new BufferedImage(
                source.getWidth(),
                source.getHeight(),
                model.hasAlpha() ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR);
        Row row = model instanceof IndexColorModel palette
                ? new PaletteRow(source.getRaster(), palette)
                : new SampleRow(source.getRaster(), model);
        int[] argb = new int[source.getWidth()];
        for (int y = 0; y < source.getHeight(); y++) {
            row.read(y, argb);
            target.setRGB(0, y, argb.length, 1, argb, 0, argb.length);
        }
        return target;
    }

    /** One line of pixels as 0xAARRGGBB. */
    private interface Row {
        void read(int y, int[] argb);
    }

    private record PaletteRow(Raster raster, IndexColorModel palette) implements Row {
        @Override
        public void read(int y, int[] argb) {
            for (int x = 0; x < argb.length; x++) {
                argb[x] = palette.getRGB(raster.getSample(x, y, 0));
            }
        }
    }

    private record SampleRow(Raster raster, ColorModel model) implements Row {
        @Override
        public void read(int y, int[] argb) {
            int bands = raster.getNumBands();
            int colors = model.hasAlpha() ? bands - 1 : bands;
            int[] samples = raster.getPixels(0, y, argb.length, 1, (int[]) null);
            for (int x = 0, at = 0; x < argb.length; x++, at += bands) {
                int red = scaled(samples[at], 0);
                int green = colors < 3 ? red : scaled(samples[at + 1], 1);
                int blue = colors < 3 ? red : scaled(samples[at + 2], 2);
                int alpha = model.hasAlpha() ? scaled(samples[at + bands - 1], bands - 1) : 0xff;
                argb[x] = alpha << 24 | red << 16 | green << 8 | blue;
            }
        }

        private int scaled(int sample, int band) {
            int bits = model.getComponentSize(Math.min(band, model.getNumComponents() - 1));
            return bits == 8 ? sample : bits > 8 ? sample >> (bits - 8) : sample * 0xff / ((1 << bits) - 1);
        }
    }
}
