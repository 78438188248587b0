package dev.atelier.allinone.cli;

import dev.atelier.allinone.cli.BackupFiles.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One file of a backup; what is none is an {@link IllegalArgumentException}. */
final class BackupZip implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final ZipFile file;

    BackupZip(Path path) throws IOException {
        file = new ZipFile(path.toFile());
    }

    Manifest manifest() throws IOException {
        try {
            Manifest manifest = JSON.readValue(text(BackupFiles.MANIFEST), Manifest.class);
            if (BackupFiles.FORMAT.equals(manifest.format())) {
                return manifest;
            }
            throw new IllegalArgumentException(file.getName() + " has another format than " + BackupFiles.FORMAT);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file.getName() + " is not a backup", e);
        }
    }

    String text(String name) throws IOException {
        return optionalText(name).orElseThrow(() -> isNone(name));
    }

    Optional<String> optionalText(String name) throws IOException {
        ZipEntry entry = file.getEntry(name);
        if (entry == null) {
            return Optional.empty();
        }
        try (InputStream content = file.getInputStream(entry)) {
            return Optional.of(new String(content.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    InputStream open(String name) throws IOException {
        ZipEntry entry = file.getEntry(name);
        if (entry == null) {
            throw isNone(name);
        }
        return file.getInputStream(entry);
    }

    private IllegalArgumentException isNone(String name) {
        return new IllegalArgumentException(file.getName() + " is not a backup: it has no " + name);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
