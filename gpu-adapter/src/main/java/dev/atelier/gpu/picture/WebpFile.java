package dev.atelier.gpu.picture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** WebP (RFC 9649): a RIFF file of chunks, each padded to an even length. */
final class WebpFile {
    private static final Set<String> KEPT = Set.of("VP8 ", "VP8L", "VP8X", "ICCP", "ALPH", "ANIM", "ANMF");
    private static final int FILE_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    /** Bits of VP8X that announce Exif and XMP. */
    private static final int METADATA_FLAGS = 0x08 | 0x04;

    private record Chunk(String type, int at, int length) {
        int padded() {
            return length + (length & 1);
        }

        int data() {
            return at + CHUNK_HEADER;
        }
    }

    private WebpFile() {}

    static boolean matches(ByteBuffer bytes) {
        return Bytes.at(bytes, 0, "RIFF") && Bytes.at(bytes, 8, "WEBP");
    }

    static PictureHeader clean(ByteBuffer picture, OutputStream out) throws IOException {
        ByteBuffer bytes = picture.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        List<Chunk> kept = chunks(bytes).stream()
                .filter(chunk -> KEPT.contains(chunk.type()))
                .toList();
        PictureHeader header = header(bytes, kept);
        int size = 4;
        for (Chunk chunk : kept) {
            size += CHUNK_HEADER + chunk.padded();
        }
        Bytes.copy(bytes, 0, 4, out);
        out.write(littleEndian(size));
        Bytes.copy(bytes, 8, 4, out);
        for (Chunk chunk : kept) {
            write(bytes, chunk, out);
        }
        return header;
    }

    private static List<Chunk> chunks(ByteBuffer bytes) throws UnreadablePictureException {
        long end = CHUNK_HEADER + (bytes.getInt(4) & 0xffff_ffffL);
        if (end > bytes.limit()) {
            throw new UnreadablePictureException("the picture ends too early");
        }
        List<Chunk> chunks = new ArrayList<>();
        int at = FILE_HEADER;
        while (at + CHUNK_HEADER <= end) {
            Chunk chunk = new Chunk(Bytes.ascii(bytes, at, 4), at, bytes.getInt(at + 4));
            if (chunk.length() < 0 || chunk.length() > end - chunk.data()) {
                throw new UnreadablePictureException("the WebP is damaged");
            }
            chunks.add(chunk);
            at = chunk.data() + chunk.padded();
        }
        return chunks;
    }

    private static void write(ByteBuffer bytes, Chunk chunk, OutputStream out) throws IOException {
        Bytes.copy(bytes, chunk.at(), CHUNK_HEADER, out);
        if (chunk.type().equals("VP8X")) {
            out.write(bytes.get(chunk.data()) & ~METADATA_FLAGS);
            Bytes.copy(bytes, chunk.data() + 1, chunk.length() - 1, out);
        } else {
            Bytes.copy(bytes, chunk.data(), chunk.length(), out);
        }
        if (chunk.padded() > chunk.length()) {
            out.write(0);
        }
    }

    private static PictureHeader header(ByteBuffer bytes, List<Chunk> chunks) throws UnreadablePictureException {
        for (Chunk chunk : chunks) {
            @Nullable PictureHeader header = header(bytes, chunk);
            if (header != null && header.pixels() > 0) {
                return header;
            }
        }
        throw new UnreadablePictureException("the WebP has no size");
    }

    private static @Nullable PictureHeader header(ByteBuffer bytes, Chunk chunk) {
        int data = chunk.data();
        return switch (chunk.type()) {
            case "VP8X" -> webp(1 + (bytes.getInt(data + 4) & 0xff_ffff), 1 + (bytes.getInt(data + 6) >>> 8));
            case "VP8 " -> webp(bytes.getShort(data + 6) & 0x3fff, bytes.getShort(data + 8) & 0x3fff);
            case "VP8L" -> {
                int bits = bytes.getInt(data + 1);
                yield webp(1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff));
            }
            default -> null;
        };
    }

    private static PictureHeader webp(int width, int height) {
        return new PictureHeader(PictureFormat.WEBP, width, height);
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
