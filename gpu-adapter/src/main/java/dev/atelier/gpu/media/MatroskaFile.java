package dev.atelier.gpu.media;

import dev.atelier.gpu.picture.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * WebM and Matroska (RFC 8794 and RFC 9559): elements of id, length and content, some of them in each other. Positions
 * in the file are stored in it, so nothing may move: what goes is overwritten with an empty Void element of its length.
 */
final class MatroskaFile {
    private static final int EBML = 0x1a45dfa3;
    private static final int DOC_TYPE = 0x4282;
    private static final int WIDTH = 0xb0;
    private static final int HEIGHT = 0xba;
    private static final int VOID = 0xec;
    /** Segment, Info, Tracks, TrackEntry, Video. */
    private static final Set<Integer> CONTAINERS = Set.of(EBML, 0x18538067, 0x1549a966, 0x1654ae6b, 0xae, 0xe0);
    /** Tags, Attachments, Chapters, Title, a track's Name, Void. */
    private static final Set<Integer> DROPPED = Set.of(0x1254c367, 0x1941a469, 0x1043a770, 0x7ba9, 0x536e, VOID);

    /** An element's parts: {@code [at, content)} is id and length. */
    private record Element(int id, int at, int content, int end) {}

    private final ByteBuffer bytes;
    private final OutputStream out;
    private String docType = "";
    private int width;
    private int height;

    private MatroskaFile(ByteBuffer bytes, OutputStream out) {
        this.bytes = bytes;
        this.out = out;
    }

    static boolean matches(ByteBuffer bytes) {
        return bytes.limit() > 4 && bytes.getInt(0) == EBML;
    }

    static Media clean(ByteBuffer bytes, OutputStream out) throws IOException {
        MatroskaFile file = new MatroskaFile(bytes, out);
        file.copy(0, bytes.limit());
        boolean sound = file.width == 0 || file.height == 0;
        return switch (file.docType) {
            case "webm" ->
                sound ? Media.of("audio/webm", "weba") : new Media("video/webm", "webm", file.width, file.height);
            case "matroska" ->
                sound
                        ? Media.of("audio/x-matroska", "mka")
                        : new Media("video/x-matroska", "mkv", file.width, file.height);
            default -> throw new UnknownMediaException("not a kind of Matroska file that is stored");
        };
    }

    private void copy(int from, int to) throws IOException {
        for (int at = from; at < to; ) {
            Element element = element(at, to);
            if (DROPPED.contains(element.id)) {
                drop(element);
            } else if (CONTAINERS.contains(element.id)) {
                Bytes.copy(bytes, at, element.content - at, out);
                copy(element.content, element.end);
            } else {
                read(element);
                Bytes.copy(bytes, at, element.end - at, out);
            }
            at = element.end;
        }
    }

    /** Reads an id and a length. A length of all ones means "to the end", which only the outermost may have. */
    private Element element(int at, int to) throws UnknownMediaException {
        int idBytes = 1 + Integer.numberOfLeadingZeros(bytes.get(at) & 0xff) - 24;
        int first = bytes.get(at + idBytes) & 0xff;
        int lengthBytes = 1 + Integer.numberOfLeadingZeros(first) - 24;
        if (idBytes > 4 || lengthBytes > 8) {
            throw new UnknownMediaException("the Matroska file is damaged");
        }
        int content = at + idBytes + lengthBytes;
        long length = first & (0xff >> lengthBytes);
        for (int i = 1; i < lengthBytes; i++) {
            length = length << 8 | bytes.get(at + idBytes + i) & 0xff;
        }
        boolean isOpen = length == (1L << 7 * lengthBytes) - 1;
        if (!isOpen && length > to - content || isOpen && to != bytes.limit()) {
            throw new UnknownMediaException("the Matroska file is damaged");
        }
        int end = isOpen ? to : content + (int) length;
        return new Element((int) number(at, idBytes), at, content, end);
    }

    private void read(Element element) {
        int length = element.end - element.content;
        switch (element.id) {
            case DOC_TYPE ->
                docType = Bytes.ascii(bytes, element.content, length).replace("\0", "");
            case WIDTH -> width = Math.max(width, (int) number(element.content, length));
            case HEIGHT -> height = Math.max(height, (int) number(element.content, length));
            default -> {}
        }
    }

    private long number(int at, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | bytes.get(at + i) & 0xff;
        }
        return value;
    }

    /** A Void of the same length: its own length takes one byte, or eight where one cannot say it. */
    private void drop(Element element) throws IOException {
        int whole = element.end - element.at;
        int lengthBytes = whole - 2 < 0x7f ? 1 : 8;
        int content = whole - 1 - lengthBytes;
        out.write(VOID);
        if (lengthBytes == 1) {
            out.write(0x80 | content);
        } else {
            out.write(ByteBuffer.allocate(8).putLong(1L << 56 | content).array());
        }
        for (int i = 0; i < content; i++) {
            out.write(0);
        }
    }
}
