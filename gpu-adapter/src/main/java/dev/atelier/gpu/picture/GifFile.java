package dev.atelier.gpu.picture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Set;

/** GIF (W3C GIF89a): a header, a colour table, then images and extensions, each a chain of sub-blocks. */
final class GifFile {
    private static final int HEADER = 13;
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final int END = 0x3b;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int APPLICATION = 0xff;
    private static final int IMAGE_HEADER = 10;

    /** How often an animation is repeated. Any other application's data, comments and plain text go. */
    private static final Set<String> KEPT_APPLICATIONS = Set.of("NETSCAPE2.0", "ANIMEXTS1.0");

    private GifFile() {}

    static boolean matches(ByteBuffer bytes) {
        return Bytes.at(bytes, 0, "GIF87a") || Bytes.at(bytes, 0, "GIF89a");
    }

    static PictureHeader clean(ByteBuffer bytes, OutputStream out) throws IOException {
        int width = side(bytes, 6);
        int height = side(bytes, 8);
        int at = HEADER + table(bytes.get(10));
        Bytes.copy(bytes, 0, at, out);
        while (true) {
            int kind = bytes.get(at) & 0xff;
            if (kind == END) {
                out.write(END);
                return new PictureHeader(PictureFormat.GIF, width, height);
            }
            int data = switch (kind) {
                case EXTENSION -> at + 2;
                case IMAGE -> at + IMAGE_HEADER + table(bytes.get(at + 9)) + 1;
                default -> throw new UnreadablePictureException("the GIF is damaged");
            };
            int end = endOfBlocks(bytes, data);
            if (kind == IMAGE || isKept(bytes, at)) {
                Bytes.copy(bytes, at, end - at, out);
            }
            at = end;
        }
    }

    private static boolean isKept(ByteBuffer bytes, int at) {
        return switch (bytes.get(at + 1) & 0xff) {
            case GRAPHIC_CONTROL -> true;
            case APPLICATION -> KEPT_APPLICATIONS.contains(Bytes.ascii(bytes, at + 3, 11));
            default -> false;
        };
    }

    /** The index after a chain of sub-blocks, which a length of zero ends. */
    private static int endOfBlocks(ByteBuffer bytes, int from) {
        int at = from;
        while (true) {
            int length = bytes.get(at) & 0xff;
            at += 1 + length;
            if (length == 0) {
                return at;
            }
        }
    }

    /** Bytes of the colour table that a packed field announces. */
    private static int table(byte packed) {
        return (packed & 0x80) == 0 ? 0 : 3 << ((packed & 7) + 1);
    }

    private static int side(ByteBuffer bytes, int at) throws UnreadablePictureException {
        int side = bytes.get(at) & 0xff | (bytes.get(at + 1) & 0xff) << 8;
        if (side == 0) {
            throw new UnreadablePictureException("the GIF has no size");
        }
        return side;
    }
}
