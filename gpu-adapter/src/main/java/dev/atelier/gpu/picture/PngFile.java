package dev.atelier.gpu.picture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.zip.CRC32;

/** PNG (W3C PNG, third edition, section 5): a signature, then chunks of length, type, data and checksum. */
final class PngFile {
    private static final int[] SIGNATURE = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int FRAME = 12;

    /** The picture itself, its animation, and its colours; no text, no Exif, no time, nothing private. */
    private static final Set<String> KEPT = Set.of(
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "cICP", "gAMA", "iCCP", "mDCV", "cLLI", "sBIT", "sRGB",
            "bKGD", "hIST", "pHYs", "acTL", "fcTL", "fdAT");

    private PngFile() {}

    static boolean matches(ByteBuffer bytes) {
        return Bytes.at(bytes, 0, SIGNATURE);
    }

    static PictureHeader clean(ByteBuffer bytes, OutputStream out) throws IOException {
        Bytes.copy(bytes, 0, SIGNATURE.length, out);
        int at = SIGNATURE.length;
        if (!Bytes.at(bytes, at + 4, "IHDR")) {
            throw new UnreadablePictureException("the PNG does not begin with its header");
        }
        PictureHeader header = new PictureHeader(PictureFormat.PNG, size(bytes, at + 8), size(bytes, at + 12));
        while (true) {
            int length = bytes.getInt(at);
            if (length < 0 || length > bytes.limit() - at - FRAME) {
                throw new UnreadablePictureException("the picture ends too early");
            }
            String type = Bytes.ascii(bytes, at + 4, 4);
            checkSum(bytes, at, length);
            if (KEPT.contains(type)) {
                Bytes.copy(bytes, at, FRAME + length, out);
            }
            if (type.equals("IEND")) {
                return header;
            }
            at += FRAME + length;
        }
    }

    private static int size(ByteBuffer bytes, int at) throws UnreadablePictureException {
        int size = bytes.getInt(at);
        if (size <= 0) {
            throw new UnreadablePictureException("the PNG has no size");
        }
        return size;
    }

    private static void checkSum(ByteBuffer bytes, int at, int length) throws UnreadablePictureException {
        CRC32 sum = new CRC32();
        sum.update(bytes.slice(at + 4, 4 + length));
        if ((int) sum.getValue() != bytes.getInt(at + 8 + length)) {
            throw new UnreadablePictureException("the PNG is damaged");
        }
    }
}
