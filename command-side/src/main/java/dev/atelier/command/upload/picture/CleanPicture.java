package dev.atelier.command.upload.picture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A picture as it is stored: PNG, upright, without metadata but the colour profile. The file is gone when it is closed.
 *
 * @param sha256 of the file, 64 hex digits
 */
public record CleanPicture(Path file, long bytes, String sha256, int width, int height) implements AutoCloseable {
    /** Media type of every clean picture. */
    public static final String MEDIA_TYPE = "image/png";

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
