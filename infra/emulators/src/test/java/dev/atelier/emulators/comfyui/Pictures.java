package dev.atelier.emulators.comfyui;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;

/** Small pictures for tests. */
final class Pictures {

    private Pictures() {}

    /** Black in the corner, red growing to the right, green downwards, blue along the diagonal. */
    static BufferedImage gradient(int width, int height) {
        return of(width, height, (x, y) -> (x * 37 % 256) << 16 | (y * 53 % 256) << 8 | (x + y) * 29 % 256);
    }

    /** Always the same noise. */
    static BufferedImage noise(int width, int height) {
        Random random = new Random(1);
        return of(width, height, (x, y) -> random.nextInt(1 << 24));
    }

    static BufferedImage of(int width, int height, IntBinaryOperator colour) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, colour.applyAsInt(x, y));
            }
        }
        return image;
    }

    static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    static BufferedImage read(byte[] file) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        if (image == null) {
            throw new AssertionError("no picture: " + file.length + " bytes");
        }
        return image;
    }

    static int[] pixels(byte[] file) throws IOException {
        return pixels(read(file));
    }

    /** Width, then the colours row by row. */
    static int[] pixels(BufferedImage image) {
        int[] out = new int[1 + image.getWidth() * image.getHeight()];
        out[0] = image.getWidth();
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), out, 1, image.getWidth());
        return out;
    }

    /** The largest difference of a channel between two pictures of one size. */
    static int furthest(byte[] left, byte[] right) throws IOException {
        int[] a = pixels(left);
        int[] b = pixels(right);
        int furthest = Math.abs(a.length - b.length) + Math.abs(a[0] - b[0]);
        for (int i = 1; i < Math.min(a.length, b.length); i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                furthest = Math.max(furthest, Math.abs((a[i] >> shift & 0xff) - (b[i] >> shift & 0xff)));
            }
        }
        return furthest;
    }
}
