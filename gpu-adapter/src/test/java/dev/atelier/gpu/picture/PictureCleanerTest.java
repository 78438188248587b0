package dev.atelier.gpu.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureCleanerTest {
    private static final String PROMPT = "a cat that nobody else may read about";
    /** One pixel, lossy, from the WebP project's examples. */
    private static final byte[] WEBP =
            Base64.getDecoder().decode("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=");

    private record Cleaned(PictureHeader header, ByteArrayOutputStream out) {
        byte[] bytes() {
            return out.toByteArray();
        }

        String text() {
            return out.toString(StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void noPromptIsLeftInAPng() throws IOException {
        byte[] written = encode("png", 17, 11);
        byte[] withPrompt = insert(
                written,
                8 + 25,
                chunk("tEXt", latin("prompt\0" + PROMPT)),
                chunk("zTXt", join(latin("workflow\0\0"), deflate(PROMPT))),
                chunk("iTXt", latin("XML:com.adobe.xmp\0\0\0\0\0" + PROMPT)),
                chunk("eXIf", latin("MM\0*" + PROMPT)),
                chunk("tIME", new byte[7]),
                chunk("caNv", latin(PROMPT)),
                chunk("gAMA", new byte[] {0, 0, (byte) 0xb1, (byte) 0x8f}));
        Cleaned cleaned = clean(join(withPrompt, latin(PROMPT)));

        assertThat(cleaned.header()).isEqualTo(new PictureHeader(PictureFormat.PNG, 17, 11));
        assertThat(cleaned.text())
                .doesNotContain(PROMPT)
                .doesNotContain(new String(deflate(PROMPT), StandardCharsets.ISO_8859_1))
                .doesNotContain("tEXt", "zTXt", "iTXt", "eXIf", "tIME", "caNv")
                .contains("gAMA")
                .endsWith("IEND\u00aeB`\u0082");
        assertThat(pixels(cleaned.bytes())).isEqualTo(pixels(written));
    }

    @Test
    void aPngWithoutMetadataIsCopiedAsItIs() throws IOException {
        byte[] written = encode("png", 300, 200);
        assertThat(clean(written).bytes()).isEqualTo(written);
    }

    @Test
    void noPromptIsLeftInAJpeg() throws IOException {
        byte[] written = encode("jpg", 64, 48);
        byte[] withPrompt = insert(
                written,
                2,
                segment(0xe1, latin("Exif\0\0" + PROMPT)),
                segment(0xe2, latin("ICC_PROFILE\0\1\1colours")),
                segment(0xed, latin("Photoshop 3.0\0" + PROMPT)),
                segment(0xfe, latin(PROMPT)));
        Cleaned cleaned = clean(join(withPrompt, latin(PROMPT)));

        assertThat(cleaned.header()).isEqualTo(new PictureHeader(PictureFormat.JPEG, 64, 48));
        assertThat(cleaned.text()).doesNotContain(PROMPT).doesNotContain("Exif").contains("ICC_PROFILE");
        assertThat(pixels(cleaned.bytes())).isEqualTo(pixels(written));
    }

    @Test
    void noPromptIsLeftInAWebp() throws IOException {
        byte[] extended = riff(
                webpChunk("VP8X", new byte[] {0x08 | 0x04 | 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0}),
                webpChunk("ICCP", latin("col")),
                slice(WEBP, 12, WEBP.length),
                webpChunk("EXIF", latin("MM\0*" + PROMPT)),
                webpChunk("XMP ", latin(PROMPT)));
        Cleaned cleaned = clean(extended);

        assertThat(cleaned.header()).isEqualTo(new PictureHeader(PictureFormat.WEBP, 1, 1));
        assertThat(cleaned.text()).doesNotContain(PROMPT).doesNotContain("EXIF").doesNotContain("XMP ");
        assertThat(cleaned.bytes())
                .isEqualTo(riff(
                        webpChunk("VP8X", new byte[] {0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0}),
                        webpChunk("ICCP", latin("col")),
                        slice(WEBP, 12, WEBP.length)));
    }

    @Test
    void aPlainWebpIsCopiedAsItIs() throws IOException {
        Cleaned cleaned = clean(WEBP);
        assertThat(cleaned.bytes()).isEqualTo(WEBP);
        assertThat(cleaned.header()).isEqualTo(new PictureHeader(PictureFormat.WEBP, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void aPictureThatEndsTooEarlyIsRefusedWhereverItEnds(String format) throws IOException {
        byte[] whole = encode(format, 40, 30);
        for (int length = 0; length < whole.length; length += 7) {
            byte[] part = slice(whole, 0, length);
            assertThatThrownBy(() -> clean(part)).isInstanceOf(UnreadablePictureException.class);
        }
    }

    @Test
    void aDamagedPngIsRefused() throws IOException {
        byte[] damaged = encode("png", 40, 30);
        damaged[50] ^= 1;
        assertThatThrownBy(() -> clean(damaged)).hasMessage("the PNG is damaged");
    }

    @Test
    void whatIsNoPictureIsRefused() {
        List<byte[]> others = List.of(new byte[0], latin("GIF88a"), latin("<svg/>"), new byte[100]);
        for (byte[] other : others) {
            assertThatThrownBy(() -> clean(other)).hasMessage("not a PNG, JPEG, WebP or GIF picture");
        }
    }

    private static Cleaned clean(byte[] picture) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PictureHeader header = PictureCleaner.clean(ByteBuffer.wrap(picture), out);
        return new Cleaned(header, out);
    }

    private static byte[] encode(String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    private static int[] pixels(byte[] picture) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static byte[] chunk(String type, byte[] data) {
        CRC32 sum = new CRC32();
        sum.update(latin(type));
        sum.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(latin(type))
                .put(data)
                .putInt((int) sum.getValue())
                .array();
    }

    private static byte[] segment(int marker, byte[] data) {
        return ByteBuffer.allocate(4 + data.length)
                .put((byte) 0xff)
                .put((byte) marker)
                .putShort((short) (2 + data.length))
                .put(data)
                .array();
    }

    private static byte[] webpChunk(String type, byte[] data) {
        return ByteBuffer.allocate(8 + data.length + data.length % 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(latin(type))
                .putInt(data.length)
                .put(data)
                .array();
    }

    private static byte[] riff(byte[]... chunks) {
        byte[] body = join(latin("WEBP"), join(chunks));
        return webpChunk("RIFF", body);
    }

    private static byte[] insert(byte[] picture, int at, byte[]... parts) {
        return join(slice(picture, 0, at), join(parts), slice(picture, at, picture.length));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] deflate(String text) {
        Deflater deflater = new Deflater();
        deflater.setInput(latin(text));
        deflater.finish();
        byte[] out = new byte[200];
        return slice(out, 0, deflater.deflate(out));
    }
}
