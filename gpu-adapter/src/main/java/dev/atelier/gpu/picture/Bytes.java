package dev.atelier.gpu.picture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reading and copying of byte ranges. */
public final class Bytes {
    private static final int CHUNK = 1 << 16;

    private Bytes() {}

    /** Whether the buffer holds these bytes (each 0 to 255) at the index. */
    public static boolean at(ByteBuffer bytes, int index, int... expected) {
        if (bytes.limit() < index + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((bytes.get(index + i) & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    public static boolean at(ByteBuffer bytes, int index, String ascii) {
        return at(bytes, index, ascii.chars().toArray());
    }

    public static String ascii(ByteBuffer bytes, int index, int length) {
        byte[] text = new byte[length];
        bytes.get(index, text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    public static void copy(ByteBuffer bytes, int from, int length, OutputStream out) throws IOException {
        byte[] chunk = new byte[Math.min(length, CHUNK)];
        for (int done = 0; done < length; done += chunk.length) {
            int part = Math.min(chunk.length, length - done);
            bytes.get(from + done, chunk, 0, part);
            out.write(chunk, 0, part);
        }
    }
}
