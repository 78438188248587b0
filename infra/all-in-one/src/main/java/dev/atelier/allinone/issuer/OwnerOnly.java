package dev.atelier.allinone.issuer;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** Files that only the owner may read, and that are whole or absent, whenever the process is killed. */
final class OwnerOnly {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private OwnerOnly() {}

    static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, attributes("rwx------"));
    }

    /** Writes a new file in one step; a {@link FileAlreadyExistsException} leaves the existing one as it is. */
    static void create(Path file, byte[] content) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException("a file needs a folder: " + file);
        }
        createFolder(parent);
        Path whole = Files.createFile(parent.resolve(".new-" + UUID.randomUUID()), attributes("rw-------"));
        try {
            Files.write(whole, content);
            Files.createLink(file, whole); // unlike a move, a link never replaces
        } finally {
            Files.delete(whole);
        }
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
