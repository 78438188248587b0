package dev.atelier.bench.slots;

import dev.atelier.bench.stage.Database;
import dev.atelier.bench.stage.TemporaryFolder;
import dev.atelier.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * What the slot's two processes, producer and worker, have to know of each other: in a folder named after the database
 * that both are given, readable by the owner only.
 */
record SlotState(int queryPort, List<String> tokens, Map<String, String> settings, String bucketFolder) {
    static Path folder(Database database) {
        remove(database); // of a driver that was killed
        try {
            return Files.createDirectory(
                    path(database), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder can be made", e);
        }
    }

    private static Path path(Database database) {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "atelier-slot-" + database.jdbcUrl().replaceAll("\\W+", "-"));
    }

    private static Path file(Database database) {
        return path(database).resolve("state.json");
    }

    static void write(Database database, SlotState state) {
        try {
            Files.write(file(database), WireJson.write(state));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SlotState read(Database database) {
        try {
            return WireJson.read(Files.readAllBytes(file(database)), SlotState.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the producer has not been set up", e);
        }
    }

    static void remove(Database database) {
        if (Files.exists(path(database))) {
            TemporaryFolder.delete(path(database));
        }
    }
}
