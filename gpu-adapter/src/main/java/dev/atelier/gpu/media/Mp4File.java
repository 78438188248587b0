package dev.atelier.gpu.media;

import dev.atelier.gpu.picture.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * MP4 and QuickTime (ISO/IEC 14496-12, section 4.2): boxes of length, type and content, some of them in each other.
 * Tables in {@code moov} point into the file, so nothing may move: what goes is overwritten with an empty {@code free}
 * box of its length.
 */
final class Mp4File {
    private static final int HEADER = 8;
    private static final int LARGE_HEADER = 16;
    private static final int CHUNK = 1 << 16;
    private static final Set<String> CONTAINERS = Set.of("moov", "trak", "moof", "traf", "mdia");
    private static final Set<String> DROPPED = Set.of("udta", "meta", "uuid", "free", "skip", "wide", "pdin");
    private static final Set<String> FILMS =
            Set.of("isom", "iso2", "iso3", "iso4", "iso5", "iso6", "avc1", "mp41", "mp42", "M4V ", "qt  ", "dash");

    private final ByteBuffer bytes;
    private final OutputStream out;
    private boolean hasMovie;
    private int width;
    private int height;

    private Mp4File(ByteBuffer bytes, OutputStream out) {
        this.bytes = bytes;
        this.out = out;
    }

    static boolean matches(ByteBuffer bytes) {
        return Bytes.at(bytes, 4, "ftyp");
    }

    static Media clean(ByteBuffer bytes, OutputStream out) throws IOException {
        String brand = Bytes.ascii(bytes, HEADER, 4);
        boolean sound = brand.equals("M4A ");
        if (!sound && !FILMS.contains(brand)) {
            throw new UnknownMediaException("not a kind of MP4 file that is stored");
        }
        Mp4File file = new Mp4File(bytes, out);
        file.copy(0, bytes.limit());
        if (!file.hasMovie) {
            throw new UnknownMediaException("the MP4 file has nothing to play");
        }
        if (sound || file.width == 0) {
            return Media.of("audio/mp4", "m4a");
        }
        return brand.equals("qt  ")
                ? new Media("video/quicktime", "mov", file.width, file.height)
                : new Media("video/mp4", "mp4", file.width, file.height);
    }

    private void copy(int from, int to) throws IOException {
        int at = from;
        while (at < to) {
            long length = Integer.toUnsignedLong(bytes.getInt(at));
            String type = Bytes.ascii(bytes, at + 4, 4);
            int header = HEADER;
            if (length == 1) {
                length = bytes.getLong(at + HEADER);
                header = LARGE_HEADER;
            } else if (length == 0) {
                length = to - at;
            }
            if (length < header || length > to - at) {
                throw new UnknownMediaException("the MP4 file is damaged");
            }
            box(type, at, header, (int) length);
            at += (int) length;
        }
    }

    private void box(String type, int at, int header, int length) throws IOException {
        hasMovie |= type.equals("moov");
        if (DROPPED.contains(type)) {
            Bytes.copy(bytes, at, 4, out);
            out.write(new byte[] {'f', 'r', 'e', 'e'});
            Bytes.copy(bytes, at + HEADER, header - HEADER, out);
            zeros(length - header);
        } else if (CONTAINERS.contains(type)) {
            Bytes.copy(bytes, at, header, out);
            copy(at + header, at + length);
        } else {
            if (type.equals("tkhd")) {
                measure(at + length);
            }
            Bytes.copy(bytes, at, length, out);
        }
    }

    /** A track's header ends with width and height, each 16.16; a sound track's are 0. */
    private void measure(int end) {
        width = Math.max(width, bytes.getInt(end - 8) >>> 16);
        height = Math.max(height, bytes.getInt(end - 4) >>> 16);
    }

    private void zeros(int count) throws IOException {
        byte[] chunk = new byte[Math.min(count, CHUNK)];
        for (int done = 0; done < count; done += chunk.length) {
            out.write(chunk, 0, Math.min(chunk.length, count - done));
        }
    }
}
