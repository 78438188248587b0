package dev.atelier.command.upload.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A BMP file's header (Windows BITMAPINFOHEADER). */
final class BmpContainer {
    private static final int INFO_HEADER_BYTES = 40;
    private static final int COMPRESSION_AT = 30;
    /** BI_JPEG and BI_PNG: another file inside, whose size nobody has looked at. */
    private static final int FIRST_EMBEDDED = 4;

    private static final int LAST_EMBEDDED = 5;

    private BmpContainer() {}

    static Container open(byte[] bytes) {
        if (bytes.length < COMPRESSION_AT + 4) {
            throw UnacceptablePictureException.broken("BMP: cut off");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int compression = header.getInt(14) < INFO_HEADER_BYTES ? 0 : header.getInt(COMPRESSION_AT);
        if (compression >= FIRST_EMBEDDED && compression <= LAST_EMBEDDED) {
            throw UnacceptablePictureException.broken("BMP: a file inside of the file");
        }
        return new Container(bytes, null, null, List.of());
    }
}
