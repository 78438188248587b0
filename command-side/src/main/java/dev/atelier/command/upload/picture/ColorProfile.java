package dev.atelier.command.upload.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * An RGB colour profile (ICC) as a file carries it. It is the one thing kept of a picture's metadata, for without it
 * the same numbers are other colours. Profiles of other colour spaces do not fit the RGB that is stored.
 */
record ColorProfile(byte[] icc) {
    private static final int PNG_SIGNATURE_BYTES = 8;
    private static final int IHDR_CHUNK_BYTES = 25;
    private static final int PROFILE_BYTES_MAX = 4 << 20;
    private static final byte[] JPEG_MARK = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);

    static Optional<ColorProfile> of(PictureFormat format, byte[] content) {
        Optional<byte[]> icc = switch (format) {
            case PNG -> inPng(content);
            case JPEG -> inJpeg(content);
            case WEBP -> inWebp(content);
            case GIF, BMP -> Optional.empty();
        };
        return icc.filter(ColorProfile::isRgb).map(ColorProfile::new);
    }

    /** ICC.1:2022, 7.2: the colour space's signature stands at byte 16, "acsp" at byte 36. */
    private static boolean isRgb(byte[] icc) {
        return icc.length > 128 && text(icc, 16).equals("RGB ") && text(icc, 36).equals("acsp");
    }

    /** The chunk iCCP goes before the picture's data (PNG, 11.3.2.3): right after the header. */
    byte[] embedIn(byte[] png) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes("icc\0\0".getBytes(StandardCharsets.ISO_8859_1));
        data.writeBytes(deflate(icc));
        byte[] chunk = chunk("iCCP", data.toByteArray());
        int head = PNG_SIGNATURE_BYTES + IHDR_CHUNK_BYTES;
        return ByteBuffer.allocate(png.length + chunk.length)
                .put(png, 0, head)
                .put(chunk)
                .put(png, head, png.length - head)
                .array();
    }

    private static Optional<byte[]> inPng(byte[] png) {
        ByteBuffer buffer = ByteBuffer.wrap(png).position(PNG_SIGNATURE_BYTES);
        while (buffer.remaining() >= 12) {
            int length = buffer.getInt();
            String type = text(png, buffer.position());
            int data = buffer.position() + 4;
            if (length < 0 || length > buffer.remaining() - 8 || type.equals("IDAT")) {
                return Optional.empty();
            }
            if (type.equals("iCCP")) {
                return inflate(Arrays.copyOfRange(png, data, data + length));
            }
            buffer.position(data + length + 4);
        }
        return Optional.empty();
    }

    /** Profiles come in numbered parts of APP2 (ICC.1:2022, B.4). */
    private static Optional<byte[]> inJpeg(byte[] jpeg) {
        TreeMap<Integer, byte[]> parts = new TreeMap<>();
        int at = 2;
        while (at + 4 <= jpeg.length && (jpeg[at] & 0xff) == 0xff && (jpeg[at + 1] & 0xff) != 0xda) {
            int length = (jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff);
            int data = at + 4;
            int end = Math.min(jpeg.length, at + 2 + length);
            int mark = data + JPEG_MARK.length;
            if ((jpeg[at + 1] & 0xff) == 0xe2
                    && end > mark + 2
                    && Arrays.equals(jpeg, data, mark, JPEG_MARK, 0, JPEG_MARK.length)) {
                parts.put(jpeg[mark] & 0xff, Arrays.copyOfRange(jpeg, mark + 2, end));
            }
            at += 2 + length;
        }
        ByteArrayOutputStream icc = new ByteArrayOutputStream();
        parts.values().forEach(icc::writeBytes);
        return parts.isEmpty() ? Optional.empty() : Optional.of(icc.toByteArray());
    }

    /** RIFF chunks are little-endian and padded to even lengths. */
    private static Optional<byte[]> inWebp(byte[] webp) {
        int at = 12;
        while (at + 8 <= webp.length) {
            int length = Integer.reverseBytes(ByteBuffer.wrap(webp).getInt(at + 4));
            if (length < 0 || length > webp.length - at - 8) {
                return Optional.empty();
            }
            if (text(webp, at).equals("ICCP")) {
                return Optional.of(Arrays.copyOfRange(webp, at + 8, at + 8 + length));
            }
            at += 8 + length + (length & 1);
        }
        return Optional.empty();
    }

    private static Optional<byte[]> inflate(byte[] named) {
        int name = 0;
        while (name < named.length && named[name] != 0) {
            name++;
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(named, Math.min(named.length, name + 2), Math.max(0, named.length - name - 2));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!inflater.finished() && out.size() < PROFILE_BYTES_MAX) {
                int count = inflater.inflate(buffer);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    return Optional.empty();
                }
                out.write(buffer, 0, count);
            }
            return inflater.finished() ? Optional.of(out.toByteArray()) : Optional.empty();
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    private static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    private static String text(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }
}
