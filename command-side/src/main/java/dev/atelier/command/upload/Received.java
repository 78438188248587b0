package dev.atelier.command.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Bytes as they came, in a file, so that slow clients cost no memory. The file is gone when this is closed.
 *
 * @param sha256 64 hex digits
 */
record Received(Path file, long bytes, String sha256) implements AutoCloseable {
    static Received from(InputStream body) throws IOException {
        MessageDigest digest = newDigest();
        Path file = Files.createTempFile("upload-", ".bin");
        try (InputStream in = new DigestInputStream(body, digest);
                var out = Files.newOutputStream(file)) {
            long bytes = in.transferTo(out);
            return new Received(file, bytes, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
