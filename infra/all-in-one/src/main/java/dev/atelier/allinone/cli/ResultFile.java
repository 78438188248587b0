package dev.atelier.allinone.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Saves a result beside the caller without ever overwriting anything. */
final class ResultFile {
    private static final int TRIES_MAX = 10_000;

    private ResultFile() {}

    /** {@code <photo>-<preset>.<extension>}, or with a number before the extension where that name is taken. */
    static Path save(Path folder, Path photo, String preset, String extension, byte[] content) {
        String photoName = photo.getFileName().toString();
        int dot = photoName.lastIndexOf('.');
        String stem = (dot > 0 ? photoName.substring(0, dot) : photoName) + "-" + preset;
        for (int n = 1; n <= TRIES_MAX; n++) {
            Path file = folder.resolve(n == 1 ? stem + "." + extension : stem + "-" + n + "." + extension);
            try {
                Files.write(file, content, StandardOpenOption.CREATE_NEW);
                return file.toAbsolutePath();
            } catch (FileAlreadyExistsException taken) {
                continue;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot save the result in " + folder, e);
            }
        }
        throw new IllegalStateException("too many results of that name in " + folder);
    }
}
