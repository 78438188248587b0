package dev.atelier.gpu.media;

import dev.atelier.gpu.picture.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 without control characters other than white space. Whatever it means to a browser (HTML, SVG, JSON), it is
 * stored as plain text.
 */
final class PlainText {
    private static final String ALLOWED = "\t\n\r";

    private PlainText() {}

    static Media copy(ByteBuffer bytes, OutputStream out) throws IOException {
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate());
        } catch (CharacterCodingException e) {
            throw new UnknownMediaException("not a kind of file that is stored");
        }
        if (text.isEmpty() || text.chars().anyMatch(c -> Character.isISOControl(c) && ALLOWED.indexOf(c) < 0)) {
            throw new UnknownMediaException("not a kind of file that is stored");
        }
        Bytes.copy(bytes, 0, bytes.limit(), out);
        return Media.of("text/plain;charset=utf-8", "txt");
    }
}
