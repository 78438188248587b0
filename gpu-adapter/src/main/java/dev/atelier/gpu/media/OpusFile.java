package dev.atelier.gpu.media;

import dev.atelier.gpu.picture.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Opus in Ogg (RFC 3533, section 6; RFC 7845, section 5): pages with a checksum. The first has the header, the next
 * ones the comments and nothing else; these become one page without comments, and the rest is numbered anew.
 */
final class OpusFile {
    private static final int HEADER = 27;
    private static final int SERIAL = 14;
    private static final int NUMBER = 18;
    private static final int CHECKSUM = 22;
    private static final int SEGMENTS = 26;
    private static final int FULL_SEGMENT = 255;
    private static final int POLYNOMIAL = 0x04c11db7;
    private static final byte[] NO_COMMENTS = comments();

    private OpusFile() {}

    static boolean matches(ByteBuffer bytes) {
        return Bytes.at(bytes, 0, "OggS") && Bytes.at(bytes, HEADER + 1, "OpusHead");
    }

    static Media clean(ByteBuffer bytes, OutputStream out) throws IOException {
        int serial = bytes.getInt(SERIAL);
        int at = 0;
        int number = 0;
        boolean inComments = false;
        while (at < bytes.limit()) {
            byte[] page = page(bytes, at, serial);
            at += page.length;
            if (number == 1 || inComments) {
                // A last segment that is full says that the comments go on in the next page.
                inComments = page[HEADER + (page[SEGMENTS] & 0xff) - 1] == (byte) FULL_SEGMENT;
                page = inComments ? new byte[0] : commentPage(serial);
            }
            if (page.length > 0) {
                write(page, number++, out);
            }
        }
        if (number < 2) {
            throw new UnknownMediaException("the file ends too early");
        }
        return Media.of("audio/ogg", "opus");
    }

    private static byte[] page(ByteBuffer bytes, int at, int serial) throws UnknownMediaException {
        int segments = bytes.get(at + SEGMENTS) & 0xff;
        if (!Bytes.at(bytes, at, "OggS") || bytes.getInt(at + SERIAL) != serial || segments == 0) {
            throw new UnknownMediaException("the Ogg file is damaged");
        }
        int length = HEADER + segments;
        for (int i = 0; i < segments; i++) {
            length += bytes.get(at + HEADER + i) & 0xff;
        }
        byte[] page = new byte[length];
        bytes.get(at, page);
        return page;
    }

    private static byte[] commentPage(int serial) {
        ByteBuffer page = ByteBuffer.allocate(HEADER + 1 + NO_COMMENTS.length);
        page.put("OggS".getBytes(StandardCharsets.US_ASCII));
        page.putInt(SERIAL, serial);
        page.put(SEGMENTS, (byte) 1).put(HEADER, (byte) NO_COMMENTS.length);
        return page.put(HEADER + 1, NO_COMMENTS).array();
    }

    /** An empty vendor's name and no comments. */
    private static byte[] comments() {
        return ByteBuffer.allocate(16)
                .put("OpusTags".getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static void write(byte[] page, int number, OutputStream out) throws IOException {
        ByteBuffer little = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
        little.putInt(NUMBER, number).putInt(CHECKSUM, 0);
        little.putInt(CHECKSUM, checksum(page));
        out.write(page);
    }

    /** CRC-32 without reflection, beginning with 0. */
    private static int checksum(byte[] page) {
        int sum = 0;
        for (byte b : page) {
            sum ^= b << 24;
            for (int bit = 0; bit < 8; bit++) {
                sum = sum << 1 ^ (sum < 0 ? POLYNOMIAL : 0);
            }
        }
        return sum;
    }
}
