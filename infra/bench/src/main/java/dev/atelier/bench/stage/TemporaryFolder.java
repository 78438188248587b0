package dev.atelier.bench.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is gone afterwards, with all that is in it. Below {@code TMPDIR}, so that the disk can be chosen. */
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /** @param prefix what its name begins with, so that people know whose it is */
    public static TemporaryFolder make(String prefix) {
        try {
            String parent = System.getenv("TMPDIR");
            Path path = Files.createTempDirectory(Path.of(parent == null ? "/tmp" : parent), prefix);
            // Others may pass but not look: PostgreSQL may have to run as another user.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
            return new TemporaryFolder(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It stays until {@link #close()}. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        delete(path);
    }

    /** A folder with all that is in it; what cannot be deleted is told. */
    public static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("left behind: " + folder + " (" + e + ")");
        }
    }
}
