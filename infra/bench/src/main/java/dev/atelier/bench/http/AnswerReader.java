package dev.atelier.bench.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/**
 * Reads answers of HTTP/1.1 (RFC 9112) one after the other from one connection: status line, the four fields that
 * matter to a load generator, and a body of a known length or in chunks.
 */
final class AnswerReader {
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next;
    private int end;

    AnswerReader(InputStream in) {
        this.in = in;
    }

    HttpAnswer read() throws IOException {
        int status = status(line());
        int length = 0;
        boolean chunked = false;
        boolean keepAlive = true;
        String etag = "";
        String retryAfter = "";
        for (String field = line(); !field.isEmpty(); field = line()) {
            int colon = field.indexOf(':');
            if (colon < 0) {
                throw new ProtocolException("not a field: " + field);
            }
            String value = field.substring(colon + 1).strip();
            if (is(field, colon, "content-length")) {
                length = Integer.parseInt(value);
            } else if (is(field, colon, "transfer-encoding")) {
                chunked = value.equalsIgnoreCase("chunked");
            } else if (is(field, colon, "connection")) {
                keepAlive = !value.equalsIgnoreCase("close");
            } else if (is(field, colon, "etag")) {
                etag = value;
            } else if (is(field, colon, "retry-after")) {
                retryAfter = value;
            }
        }
        boolean hasBody = status != NO_CONTENT && status != NOT_MODIFIED;
        byte[] body = !hasBody ? new byte[0] : chunked ? chunks() : bytes(length);
        return new HttpAnswer(status, etag, retryAfter, keepAlive, body);
    }

    private static int status(String line) throws ProtocolException {
        if (!line.startsWith("HTTP/1.1 ") || line.length() < 12) {
            throw new ProtocolException("not an answer of HTTP/1.1: " + line);
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private static boolean is(String field, int colon, String name) {
        return colon == name.length() && field.regionMatches(true, 0, name, 0, colon);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String line = line();
            int semicolon = line.indexOf(';');
            int size = Integer.parseInt((semicolon < 0 ? line : line.substring(0, semicolon)).strip(), 16);
            if (size == 0) {
                break;
            }
            body.writeBytes(bytes(size));
            line();
        }
        while (!line().isEmpty()) {
            // trailer fields say nothing that is needed here
        }
        return body.toByteArray();
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            fill();
            int part = Math.min(length - done, end - next);
            System.arraycopy(buffer, next, bytes, done, part);
            next += part;
            done += part;
        }
        return bytes;
    }

    /** Up to the end of the line, without it. */
    @SuppressWarnings("deprecation") // The one constructor that makes a string of bytes without a decoder.
    private String line() throws IOException {
        StringBuilder begun = new StringBuilder(0);
        while (true) {
            fill();
            for (int i = next; i < end; i++) {
                if (buffer[i] == '\n') {
                    int length = i - next - (i > next && buffer[i - 1] == '\r' ? 1 : 0);
                    String rest = new String(buffer, 0, next, length);
                    next = i + 1;
                    if (begun.isEmpty()) {
                        return rest;
                    }
                    String whole = begun + rest;
                    return whole.endsWith("\r") ? whole.substring(0, whole.length() - 1) : whole;
                }
            }
            begun.append(new String(buffer, next, end - next, StandardCharsets.ISO_8859_1));
            next = end;
        }
    }

    private void fill() throws IOException {
        if (next == end) {
            next = 0;
            end = in.read(buffer);
            if (end < 0) {
                end = 0;
                throw new EOFException("the server closed the connection");
            }
        }
    }
}
