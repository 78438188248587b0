package dev.atelier.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** Random passwords and the files that keep them: mode 0600 from the moment they exist. */
public final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 24;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private Secrets() {}

    /** 192 random bits as 32 characters of {@code [A-Za-z0-9_-]}, safe in URLs, configuration files and SQL literals. */
    public static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The secret kept in this file; the first caller makes it. */
    public static String keptIn(Path file) {
        try {
            if (!Files.exists(file)) {
                writeNew(file, random());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a secret in " + file, e);
        }
    }

    /** Writes a file that only its owner can read, in place of whatever was there. */
    static void write(Path file, String content) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, OWNER_ONLY);
        Files.writeString(file, content, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** The file appears with its whole content or not at all, so that a crash leaves no half or empty password. */
    private static void writeNew(Path file, String content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + "." + random());
        write(draft, content + "\n");
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Somebody else was first: theirs counts.
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
