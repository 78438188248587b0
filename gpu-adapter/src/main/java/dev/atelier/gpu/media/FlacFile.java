package dev.atelier.gpu.media;

import dev.atelier.gpu.picture.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** FLAC (RFC 9639, section 8): metadata blocks, then frames. Only what is needed to play and to seek is kept. */
final class FlacFile {
    private static final int HEADER = 4;
    private static final int LAST = 0x80;
    private static final int STREAM_INFO = 0;
    private static final int SEEK_TABLE = 3;

    /** A metadata block that is kept. */
    private record Block(int type, int at, int length) {}

    private FlacFile() {}

    static boolean matches(ByteBuffer bytes) {
        return Bytes.at(bytes, 0, "fLaC");
    }

    static Media clean(ByteBuffer bytes, OutputStream out) throws IOException {
        List<Block> kept = new ArrayList<>();
        int at = HEADER;
        boolean last = false;
        while (!last) {
            int head = bytes.getInt(at);
            int type = head >>> 24 & 0x7f;
            last = (head >>> 24 & LAST) != 0;
            Block block = new Block(type, at + HEADER, head & 0xff_ffff);
            if (type == STREAM_INFO || type == SEEK_TABLE) {
                kept.add(block);
            }
            at = block.at + block.length;
        }
        if (kept.isEmpty() || kept.getFirst().type != STREAM_INFO || at > bytes.limit()) {
            throw new UnknownMediaException("the FLAC file is damaged");
        }
        Bytes.copy(bytes, 0, HEADER, out);
        for (Block block : kept) {
            out.write(block.equals(kept.getLast()) ? block.type | LAST : block.type);
            Bytes.copy(bytes, block.at - 3, 3 + block.length, out);
        }
        Bytes.copy(bytes, at, bytes.limit() - at, out);
        return Media.of("audio/flac", "flac");
    }
}
