package dev.atelier.gpu.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Size and checksum of bytes.
 *
 * @param sha256 64 lower-case hex digits
 */
record Digest(long bytes, String sha256) {

    /** Reads to the end, and writes what it reads. */
    static Digest copy(InputStream in, OutputStream out) throws IOException {
        MessageDigest sha256 = newSha256();
        long bytes = new DigestInputStream(in, sha256).transferTo(out);
        return new Digest(bytes, HexFormat.of().formatHex(sha256.digest()));
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
