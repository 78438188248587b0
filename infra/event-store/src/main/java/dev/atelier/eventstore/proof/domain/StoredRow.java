package dev.atelier.eventstore.proof.domain;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * One row of the log, every column of it.
 *
 * @param recordedAtMicros microseconds since 1970, UTC
 * @param payload the column's text, byte for byte
 * @param metadata the column's text, byte for byte
 */
public record StoredRow(
        long position,
        String stream,
        long sequence,
        String streamType,
        UUID eventId,
        long recordedAtMicros,
        String name,
        int revision,
        String payload,
        String metadata) {
    private static final byte LEAF = 0x00;

    /**
     * The stored bytes: the columns in their order; numbers big-endian (8 bytes, {@code revision} 4), the id as 16
     * bytes, each text as 4 bytes with the length of its UTF-8 and then that. So no two rows have the same bytes.
     */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + payload.length() + metadata.length());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(position);
            write(out, stream);
            out.writeLong(sequence);
            write(out, streamType);
            out.writeLong(eventId.getMostSignificantBits());
            out.writeLong(eventId.getLeastSignificantBits());
            out.writeLong(recordedAtMicros);
            write(out, name);
            out.writeInt(revision);
            write(out, payload);
            write(out, metadata);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** {@code SHA-256(0x00 ‖ nonce ‖ bytes)}: who has only the leaf cannot guess the row, because of the nonce. */
    public Hash leaf(Nonce nonce) {
        return Hash.over(LEAF, nonce.bytes(), bytes());
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }
}
