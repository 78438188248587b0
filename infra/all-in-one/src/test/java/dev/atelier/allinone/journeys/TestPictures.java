package dev.atelier.allinone.journeys;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures that people send, good and bad. */
final class TestPictures {
    private TestPictures() {}

    static byte[] cat() {
        try {
            return Files.readAllBytes(Path.of("samples/cat.png"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] cmyk() {
        try (InputStream in = Objects.requireNonNull(TestPictures.class.getResourceAsStream("/pictures/cmyk.jpg"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A small picture of its own for every number. */
    static byte[] tiny(int number) {
        BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, number * 2_654_435);
        return encode(picture, "png");
    }

    /** A photograph as a phone stores it: lying, with the note to turn it right, and where it was taken. */
    static byte[] lyingJpeg(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, x * 255 / width << 16 | y * 255 / height << 8 | 60);
            }
        }
        byte[] jpeg = encode(picture, "jpg");
        byte[] exif = exif();
        return ByteBuffer.allocate(jpeg.length + exif.length + 4)
                .put(jpeg, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) (exif.length + 2))
                .put(exif)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** A few bytes that claim to be 30000 × 30000 pixels. */
    static byte[] pngBomb() {
        byte[] header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(30_000)
                .putInt(30_000)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        CRC32 crc = new CRC32();
        crc.update(header);
        return ByteBuffer.allocate(33)
                .put("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(13)
                .put(header)
                .putInt((int) crc.getValue())
                .array();
    }

    static BufferedImage decode(byte[] content) {
        try {
            return ImageIO.read(new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encode(BufferedImage picture, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, format, out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    /** Big-endian TIFF: orientation 6 (turn right) and a GPS directory with a latitude reference. */
    private static byte[] exif() {
        return ByteBuffer.allocate(6 + 8 + 2 + 24 + 4 + 2 + 12 + 4)
                .put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8)
                .putShort((short) 2)
                .put(entry(0x0112, 3, 1, 6 << 16))
                .put(entry(0x8825, 4, 1, 38))
                .putInt(0)
                .putShort((short) 1)
                .put(entry(0x0001, 2, 2, 'N' << 24))
                .putInt(0)
                .array();
    }

    private static byte[] entry(int tag, int type, int count, int value) {
        return ByteBuffer.allocate(12)
                .putShort((short) tag)
                .putShort((short) type)
                .putInt(count)
                .putInt(value)
                .array();
    }
}
