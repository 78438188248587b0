package dev.atelier.emulators.comfyui.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** PNG as the real server writes it: 8 bits per channel, and the whole prompt as text chunks before the pixels. */
public final class PngFile {

    /** Signature and header chunk: where the text chunks go. */
    private static final int HEADER_BYTES = 8 + 25;

    private PngFile() {}

    /** One picture of a batch, cut to 8 bits. */
    public static BufferedImage picture(ImageBatch batch, float[] frame) {
        BufferedImage image = new BufferedImage(batch.width(), batch.height(), BufferedImage.TYPE_INT_RGB);
        int[] line = new int[batch.width()];
        int at = 0;
        for (int y = 0; y < batch.height(); y++) {
            for (int x = 0; x < line.length; x++, at += ImageBatch.CHANNELS) {
                line[x] = ImageBatch.toByte(frame[at]) << 16
                        | ImageBatch.toByte(frame[at + 1]) << 8
                        | ImageBatch.toByte(frame[at + 2]);
            }
            image.setRGB(0, y, line.length, 1, line, 0, line.length);
        }
        return image;
    }

    /** Encodes with the given {@code tEXt} chunks (Latin-1 keyword and text, RFC 2083 section 4.2.3). */
    public static byte[] encode(BufferedImage image, Map<String, String> texts) {
        try {
            byte[] bytes = plain(image);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes, 0, HEADER_BYTES);
            texts.forEach((keyword, text) -> out.writeBytes(textChunk(keyword, text)));
            out.write(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Encodes in memory; ImageIO would put a copy of the picture into the temporary folder of the machine. */
    private static byte[] plain(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        }
        return bytes.toByteArray();
    }

    private static byte[] textChunk(String keyword, String text) {
        byte[] data = (keyword + '\0' + text).getBytes(StandardCharsets.ISO_8859_1);
        byte[] type = "tEXt".getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(type);
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(type)
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }
}
