package dev.atelier.gpu.picture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** JPEG (ITU-T T.81, annex B): segments that begin with a marker; a scan's data follow its header without a length. */
final class JpegFile {
    private static final int START = 0xd8;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;
    private static final int COMMENT = 0xfe;

    private JpegFile() {}

    static boolean matches(ByteBuffer bytes) {
        return Bytes.at(bytes, 0, 0xff, START, 0xff);
    }

    static PictureHeader clean(ByteBuffer bytes, OutputStream out) throws IOException {
        out.write(0xff);
        out.write(START);
        @Nullable PictureHeader header = null;
        int at = 2;
        while (true) {
            int marker = bytes.get(at + 1) & 0xff;
            if ((bytes.get(at) & 0xff) != 0xff) {
                throw new UnreadablePictureException("the JPEG is damaged");
            }
            if (marker == 0xff) {
                at++; // a fill byte before a marker
                continue;
            }
            if (marker == END) {
                Bytes.copy(bytes, at, 2, out);
                return known(header);
            }
            int length = 2 + (bytes.getShort(at + 2) & 0xffff);
            if (isFrame(marker)) {
                header = new PictureHeader(
                        PictureFormat.JPEG, bytes.getShort(at + 7) & 0xffff, bytes.getShort(at + 5) & 0xffff);
            }
            if (marker == SCAN) {
                length = scanEnd(bytes, at + length) - at;
            }
            if (isKept(bytes, at, marker)) {
                Bytes.copy(bytes, at, length, out);
            }
            at += length;
        }
    }

    private static PictureHeader known(@Nullable PictureHeader header) throws UnreadablePictureException {
        if (header == null || header.pixels() == 0) {
            throw new UnreadablePictureException("the JPEG has no size");
        }
        return header;
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /** Of the application segments only those that say how colours are meant: JFIF, the colour profile, Adobe's. */
    private static boolean isKept(ByteBuffer bytes, int at, int marker) {
        return switch (marker) {
            case 0xe0 -> Bytes.at(bytes, at + 4, "JFIF\0");
            case 0xe2 -> Bytes.at(bytes, at + 4, "ICC_PROFILE\0");
            case 0xee -> Bytes.at(bytes, at + 4, "Adobe");
            case COMMENT -> false;
            default -> marker < 0xe0 || marker > 0xef;
        };
    }

    /** Where the next marker begins that is neither a stuffed byte nor a restart. */
    private static int scanEnd(ByteBuffer bytes, int from) {
        int at = from;
        while (true) {
            if (bytes.get(at) == (byte) 0xff) {
                int next = bytes.get(at + 1) & 0xff;
                if (next != 0 && (next < 0xd0 || next > 0xd7) && next != 0xff) {
                    return at;
                }
            }
            at++;
        }
    }
}
