package dev.atelier.command.upload.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.atelier.command.upload.picture.Container.Size;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A WebP file's chunks (RFC 9649): the file must be as long as it says, and the canvas and every frame name their
 * sizes, which need not agree.
 */
final class WebpContainer {
    private static final int HEADER_BYTES = 12;
    private static final int FRAME_HEADER_BYTES = 16;
    private static final byte[] EXIF_PREFIX = "Exif\0\0".getBytes(US_ASCII);

    private final ByteBuffer bytes;
    private final List<Size> sizes = new ArrayList<>();
    private byte @Nullable [] exif;

    private WebpContainer(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static Container open(byte[] bytes) {
        WebpContainer webp = new WebpContainer(bytes);
        long end = bytes.length < HEADER_BYTES ? 0 : Integer.toUnsignedLong(webp.bytes.getInt(4)) + 8;
        if (end < HEADER_BYTES || end > bytes.length) {
            throw UnacceptablePictureException.broken("WebP: cut off");
        }
        webp.chunks(HEADER_BYTES, (int) end);
        if (webp.sizes.isEmpty()) {
            throw UnacceptablePictureException.broken("WebP: no picture inside");
        }
        return new Container(bytes, webp.exif, null, webp.sizes);
    }

    private void chunks(int from, int end) {
        int at = from;
        while (at + 8 <= end) {
            String type = new String(bytes.array(), at, 4, ISO_8859_1);
            long length = Integer.toUnsignedLong(bytes.getInt(at + 4));
            if (length > end - at - 8L) {
                throw UnacceptablePictureException.broken("WebP: cut off");
            }
            take(type, at + 8, (int) length);
            at += 8 + (int) length + (int) (length & 1);
        }
    }

    private void take(String type, int at, int length) {
        switch (type) {
            case "VP8X" -> size(length >= 10, at, () -> new Size(1 + threeBytes(at + 4), 1 + threeBytes(at + 7)));
            case "VP8 " ->
                size(
                        length >= 10,
                        at,
                        () -> new Size(bytes.getShort(at + 6) & 0x3fff, bytes.getShort(at + 8) & 0x3fff));
            case "VP8L" ->
                size(length >= 5, at, () -> {
                    int bits = bytes.getInt(at + 1);
                    return new Size(1 + (bits & 0x3fff), 1 + (bits >>> 14 & 0x3fff));
                });
            case "ANMF" -> chunks(at + Math.min(FRAME_HEADER_BYTES, length), at + length);
            case "EXIF" -> exif = tiff(Arrays.copyOfRange(bytes.array(), at, at + length));
            default -> {}
        }
    }

    private void size(boolean complete, int at, java.util.function.Supplier<Size> size) {
        if (!complete) {
            throw UnacceptablePictureException.broken("WebP: a header is cut off at " + at);
        }
        sizes.add(size.get());
    }

    private int threeBytes(int at) {
        return bytes.getShort(at) & 0xffff | (bytes.get(at + 2) & 0xff) << 16;
    }

    /** Some programs put JPEG's prefix before the TIFF structure. */
    private static byte[] tiff(byte[] data) {
        boolean prefixed = data.length > EXIF_PREFIX.length
                && Arrays.equals(data, 0, EXIF_PREFIX.length, EXIF_PREFIX, 0, EXIF_PREFIX.length);
        return prefixed ? Arrays.copyOfRange(data, EXIF_PREFIX.length, data.length) : data;
    }
}
