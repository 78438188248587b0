package dev.atelier.command.upload.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.atelier.command.upload.picture.Container.Size;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A PNG file's chunks, each checked by its CRC, up to {@code IEND}. The decoder gets the critical ones only: texts,
 * times and further frames can be compressed to the point of danger, and none of them is a pixel.
 */
final class PngContainer {
    private static final int SIGNATURE_BYTES = 8;
    private static final int FRAME_BYTES = 12;
    private static final int HEADER_BYTES = 13;
    private static final int HEADER_END = SIGNATURE_BYTES + FRAME_BYTES + HEADER_BYTES;
    private static final Set<String> ESSENTIAL = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
    private static final int PROFILE_BYTES_MAX = 4 << 20;

    private final ByteArrayOutputStream essence = new ByteArrayOutputStream();
    private byte @Nullable [] exif;
    private byte @Nullable [] profile;
    private @Nullable Size size;

    private PngContainer() {}

    /** The size by the first bytes alone: a huge picture need not even be whole to be refused as what it is. */
    static Optional<Size> announced(byte[] bytes) {
        boolean header = bytes.length >= HEADER_END && new String(bytes, 12, 4, ISO_8859_1).equals("IHDR");
        return header ? Optional.of(header(data(bytes, SIGNATURE_BYTES, HEADER_BYTES))) : Optional.empty();
    }

    static Container open(byte[] bytes) {
        PngContainer png = new PngContainer();
        png.essence.write(bytes, 0, SIGNATURE_BYTES);
        int at = SIGNATURE_BYTES;
        String type = "";
        while (!type.equals("IEND")) {
            int length = length(bytes, at);
            type = new String(bytes, at + 4, 4, ISO_8859_1);
            png.take(type, bytes, at, length);
            at += length + FRAME_BYTES;
        }
        Size header = png.size;
        return new Container(
                png.essence.toByteArray(), png.exif, png.profile, header == null ? List.of() : List.of(header));
    }

    /** How much data the chunk at this place has, all of it there and as it was written. */
    private static int length(byte[] bytes, int at) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int length = at + FRAME_BYTES > bytes.length ? -1 : buffer.getInt(at);
        if (length < 0 || length > bytes.length - at - FRAME_BYTES) {
            throw UnacceptablePictureException.broken("PNG: cut off");
        }
        CRC32 crc = new CRC32();
        crc.update(bytes, at + 4, length + 4);
        if (buffer.getInt(at + 8 + length) != (int) crc.getValue()) {
            throw UnacceptablePictureException.broken("PNG: a checksum is wrong");
        }
        return length;
    }

    private void take(String type, byte[] bytes, int at, int length) {
        if (ESSENTIAL.contains(type)) {
            essence.write(bytes, at, length + FRAME_BYTES);
        }
        switch (type) {
            case "IHDR" -> size = header(data(bytes, at, length));
            case "eXIf" -> exif = data(bytes, at, length);
            case "iCCP" -> profile = inflate(data(bytes, at, length));
            default -> {}
        }
    }

    private static byte[] data(byte[] bytes, int at, int length) {
        return Arrays.copyOfRange(bytes, at + 8, at + 8 + length);
    }

    private static Size header(byte[] data) {
        if (data.length != HEADER_BYTES) {
            throw UnacceptablePictureException.broken("PNG: a header of " + data.length + " bytes");
        }
        ByteBuffer header = ByteBuffer.wrap(data);
        return new Size(header.getInt(), header.getInt());
    }

    /** Name, a zero, the compression method 0, then zlib; a profile that cannot be read is no profile. */
    private static byte @Nullable [] inflate(byte[] data) {
        int name = 0;
        while (name < data.length && data[name] != 0) {
            name++;
        }
        if (name + 2 >= data.length) {
            return null;
        }
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(data, name + 2, data.length - name - 2);
            byte[] inflated = new byte[PROFILE_BYTES_MAX];
            int bytes = inflater.inflate(inflated);
            return inflater.finished() ? Arrays.copyOf(inflated, bytes) : null;
        } catch (DataFormatException e) {
            return null;
        }
    }
}
