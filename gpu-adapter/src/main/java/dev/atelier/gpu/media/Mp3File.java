package dev.atelier.gpu.media;

import dev.atelier.gpu.picture.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * MP3: frames with tags around them, ID3v2 before (id3.org, ID3v2.4.0 structure, section 3.1: a length of four times
 * seven bits), APEv2 and ID3v1 behind.
 */
final class Mp3File {
    private static final int ID3V2_HEADER = 10;
    private static final int ID3V1 = 128;
    private static final int APE_FOOTER = 32;

    private Mp3File() {}

    static boolean matches(ByteBuffer bytes) {
        int at = begin(bytes);
        // A frame's first eleven bits are set, and its layer is the third (bits 01).
        return at + 4 <= bytes.limit() && (bytes.get(at) & 0xff) == 0xff && (bytes.get(at + 1) & 0xe6) == 0xe2;
    }

    static Media clean(ByteBuffer bytes, OutputStream out) throws IOException {
        int from = begin(bytes);
        int to = bytes.limit();
        if (to - ID3V1 > from && Bytes.at(bytes, to - ID3V1, "TAG")) {
            to -= ID3V1;
        }
        if (to - APE_FOOTER > from && Bytes.at(bytes, to - APE_FOOTER, "APETAGEX")) {
            long length = Integer.toUnsignedLong(Integer.reverseBytes(bytes.getInt(to - APE_FOOTER + 12)));
            boolean hasHeader = (bytes.get(to - APE_FOOTER + 23) & 0x80) != 0;
            long begin = to - length - (hasHeader ? APE_FOOTER : 0);
            if (begin <= from) {
                throw new UnknownMediaException("the MP3 file is damaged");
            }
            to = (int) begin;
        }
        Bytes.copy(bytes, from, to - from, out);
        return Media.of("audio/mpeg", "mp3");
    }

    /** Where the first frame is; behind the end if the tag before it is longer than the file. */
    private static int begin(ByteBuffer bytes) {
        if (!Bytes.at(bytes, 0, "ID3") || bytes.limit() < ID3V2_HEADER) {
            return 0;
        }
        int length = 0;
        for (int at = 6; at < ID3V2_HEADER; at++) {
            length = length << 7 | bytes.get(at) & 0x7f;
        }
        boolean hasFooter = (bytes.get(5) & 0x10) != 0;
        return ID3V2_HEADER + length + (hasFooter ? ID3V2_HEADER : 0);
    }
}
