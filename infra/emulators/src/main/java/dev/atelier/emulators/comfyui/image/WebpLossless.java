package dev.atelier.emulators.comfyui.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The plainest WebP that any reader understands (RFC 9649, section 3): no transforms, no back references, and a code of
 * eight bits for each of green, red and blue, so a pixel takes three bytes. Good enough for a preview of a stand-in.
 */
final class WebpLossless {

    private static final int SIGNATURE = 0x2f;
    private static final int CODE_LENGTH = 8;
    /** Order in which the lengths of the code of code lengths are stored; the one for length 8 comes tenth. */
    private static final int[] LENGTH_CODE_ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int pending;
    private int pendingBits;

    private WebpLossless() {}

    static byte[] encode(BufferedImage image) {
        WebpLossless stream = new WebpLossless();
        stream.header(image.getWidth(), image.getHeight());
        stream.codes();
        stream.pixels(image);
        return stream.container();
    }

    private void header(int width, int height) {
        bits(SIGNATURE, 8);
        bits(width - 1, 14);
        bits(height - 1, 14);
        bits(0, 1); // no alpha
        bits(0, 3); // version
        bits(0, 1); // no transform
        bits(0, 1); // no colour cache
        bits(0, 1); // one group of codes for the whole picture
    }

    /** Five codes: green with the lengths of back references, red, blue, alpha, distance. */
    private void codes() {
        eightBitCode(24);
        eightBitCode(0);
        eightBitCode(0);
        oneSymbolCode(255);
        oneSymbolCode(0);
    }

    /** All 256 literals with eight bits each, and some unused symbols after them. */
    private void eightBitCode(int unused) {
        bits(0, 1); // a normal code
        int used = unused > 0 ? LENGTH_CODE_ORDER.length : 12;
        bits(used - 4, 4);
        for (int i = 0; i < used; i++) {
            int symbol = LENGTH_CODE_ORDER[i];
            boolean isUsed = symbol == CODE_LENGTH || (unused > 0 && symbol == 0);
            bits(isUsed ? 1 : 0, 3);
        }
        bits(0, 1); // lengths for the whole alphabet follow
        for (int i = 0; i < 256; i++) {
            lengthSymbol(CODE_LENGTH, unused > 0);
        }
        for (int i = 0; i < unused; i++) {
            lengthSymbol(0, true);
        }
    }

    /** With two lengths in use each takes a bit (0 before 8); a single one takes none. */
    private void lengthSymbol(int length, boolean isOneOfTwo) {
        if (isOneOfTwo) {
            bits(length == 0 ? 0 : 1, 1);
        }
    }

    private void oneSymbolCode(int symbol) {
        bits(1, 1); // a simple code
        bits(0, 1); // with one symbol
        bits(1, 1); // of eight bits
        bits(symbol, 8);
    }

    private void pixels(BufferedImage image) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                literal(rgb >> 8 & 0xff);
                literal(rgb >> 16 & 0xff);
                literal(rgb & 0xff);
            }
        }
    }

    /** Codes are written with their highest bit first. */
    private void literal(int value) {
        bits(Integer.reverse(value) >>> (32 - CODE_LENGTH), CODE_LENGTH);
    }

    private void bits(int value, int count) {
        for (int i = 0; i < count; i++) {
            pending |= (value >> i & 1) << pendingBits++;
            if (pendingBits == 8) {
                bytes.write(pending);
                pending = 0;
                pendingBits = 0;
            }
        }
    }

    private byte[] container() {
        bits(0, (8 - pendingBits) % 8);
        byte[] data = bytes.toByteArray();
        int padded = data.length + data.length % 2;
        ByteBuffer out = ByteBuffer.allocate(20 + padded).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(12 + padded);
        out.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(data.length);
        return out.put(data).array();
    }
}
