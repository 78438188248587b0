package dev.atelier.allinone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Where the running database is, kept in a file that only the owner can read. */
record LocalDatabase(String jdbcUrl, String user, String password) {
    private static final JsonMapper JSON = new JsonMapper();

    static Optional<LocalDatabase> read(LocalFolder folder) {
        Path file = file(folder);
        try {
            return Files.exists(file)
                    ? Optional.of(JSON.readValue(Files.readAllBytes(file), LocalDatabase.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void keep(LocalFolder folder) {
        Path file = file(folder);
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, JSON.writeValueAsBytes(this));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "LocalDatabase[" + jdbcUrl + "]";
    }

    private static Path file(LocalFolder folder) {
        return folder.of("database.json");
    }
}
