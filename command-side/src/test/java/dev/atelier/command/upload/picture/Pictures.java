package dev.atelier.command.upload.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures made for tests. */
final class Pictures {
    private Pictures() {}

    /** Every pixel tells its place. */
    static BufferedImage gradient(int width, int height, int type) {
        BufferedImage picture = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, 0xff000000 | x * 255 / width << 16 | y * 255 / height << 8 | 40);
            }
        }
        return picture;
    }

    static byte[] encode(BufferedImage picture, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, format, out)) {
                throw new IllegalStateException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    static BufferedImage decode(byte[] content) {
        try {
            return ImageIO.read(new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(Pictures.class.getResourceAsStream("/pictures/" + name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A JPEG with an EXIF segment: big-endian TIFF, IFD0 with orientation and a GPS IFD with a latitude reference. */
    static byte[] withExif(byte[] jpeg, int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(64)
                .put("MM\0*".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8)
                .putShort((short) 2)
                .put(entry(0x0112, 3, 1, orientation << 16))
                .put(entry(0x8825, 4, 1, 38))
                .putInt(0)
                .putShort((short) 1)
                .put(entry(0x0001, 2, 2, 'N' << 24))
                .putInt(0);
        byte[] body = new byte[tiff.position()];
        tiff.flip().get(body);
        byte[] name = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
        int length = 2 + name.length + body.length;
        return ByteBuffer.allocate(jpeg.length + 2 + length)
                .put(jpeg, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) length)
                .put(name)
                .put(body)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** A few bytes that claim to be a huge picture. */
    static byte[] pngHeader(int width, int height) {
        byte[] header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(width)
                .putInt(height)
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

    private static byte[] entry(int tag, int type, int count, int value) {
        return ByteBuffer.allocate(12)
                .putShort((short) tag)
                .putShort((short) type)
                .putInt(count)
                .putInt(value)
                .array();
    }
}
