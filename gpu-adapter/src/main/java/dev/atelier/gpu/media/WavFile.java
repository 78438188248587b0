package dev.atelier.gpu.media;

import dev.atelier.gpu.picture.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** WAVE (Multimedia Programming Interface and Data Specifications 1.0): RIFF chunks, each padded to an even length. */
final class WavFile {
    private static final int HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final Set<String> KEPT = Set.of("fmt ", "fact", "data");

    /** A chunk that is kept, with its header and its padding. */
    private record Chunk(int at, int length) {}

    private WavFile() {}

    static boolean matches(ByteBuffer bytes) {
        return Bytes.at(bytes, 0, "RIFF") && Bytes.at(bytes, 8, "WAVE");
    }

    static Media clean(ByteBuffer bytes, OutputStream out) throws IOException {
        List<Chunk> kept = new ArrayList<>();
        int total = HEADER - CHUNK_HEADER;
        ByteBuffer little = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        for (int at = HEADER; at < bytes.limit(); ) {
            int length = little.getInt(at + 4);
            if (length < 0 || length > bytes.limit() - at - CHUNK_HEADER) {
                throw new UnknownMediaException("the file ends too early");
            }
            int whole = Math.min(CHUNK_HEADER + length + length % 2, bytes.limit() - at);
            if (KEPT.contains(Bytes.ascii(bytes, at, 4))) {
                kept.add(new Chunk(at, whole));
                total += whole;
            }
            at += whole;
        }
        if (kept.size() < 2) {
            throw new UnknownMediaException("the WAVE file has no sound");
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        bytes.get(0, header.array());
        out.write(header.putInt(4, total).array());
        for (Chunk chunk : kept) {
            Bytes.copy(bytes, chunk.at, chunk.length, out);
        }
        return Media.of("audio/wav", "wav");
    }
}
