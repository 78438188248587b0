package dev.atelier.command.upload.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a picture as PNG row by row, so that neither a turned copy nor the compressed file has to fit into memory.
 * Nothing but the header, the colour profile and the pixels is ever written.
 */
final class PngWriter {
    private static final int IDAT_BYTES = 1 << 16;
    /** Photographs gain little from more, and lose time. */
    private static final int COMPRESSION = 4;

    private static final byte[] SIGNATURE = "\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1);
    private static final byte COLOUR = 2;
    private static final byte COLOUR_AND_ALPHA = 6;

    private final OutputStream out;

    private PngWriter(OutputStream out) {
        this.out = out;
    }

    /** @param colourProfile ICC, null for none */
    static void write(PixelRows rows, byte @Nullable [] colourProfile, OutputStream out) throws IOException {
        PngWriter png = new PngWriter(out);
        out.write(SIGNATURE);
        png.chunk("IHDR", header(rows));
        if (colourProfile != null) {
            png.chunk("iCCP", profile(colourProfile));
        }
        png.pixels(rows);
        png.chunk("IEND", new byte[0]);
    }

    private static byte[] header(PixelRows rows) {
        return ByteBuffer.allocate(13)
                .putInt(rows.width())
                .putInt(rows.height())
                .put((byte) 8)
                .put(rows.bands() == 4 ? COLOUR_AND_ALPHA : COLOUR)
                .array();
    }

    private static byte[] profile(byte[] profile) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write("ICC\0\0".getBytes(ISO_8859_1));
        try (DeflaterOutputStream compressed = new DeflaterOutputStream(data)) {
            compressed.write(profile);
        }
        return data.toByteArray();
    }

    private void pixels(PixelRows rows) throws IOException {
        try (Deflater deflater = new Deflater(COMPRESSION)) {
            OutputStream compressed = new DeflaterOutputStream(new DataChunks(), deflater, IDAT_BYTES);
            RowFilter filter = new RowFilter(rows.bands(), rows.width());
            for (int row = 0; row < rows.height(); row++) {
                compressed.write(filter.filtered(rows.row(row)));
            }
            compressed.close();
        }
    }

    private void chunk(String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.write(ByteBuffer.allocate(8).putInt(data.length).put(name).array());
        out.write(data);
        out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /** Cuts the compressed pixels into chunks of a bearable size. */
    private final class DataChunks extends OutputStream {
        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(IDAT_BYTES);

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            buffer.write(bytes, offset, length);
            if (buffer.size() >= IDAT_BYTES) {
                emit();
            }
        }

        @Override
        public void close() throws IOException {
            emit();
        }

        private void emit() throws IOException {
            if (buffer.size() > 0) {
                chunk("IDAT", buffer.toByteArray());
                buffer.reset();
            }
        }
    }
}
