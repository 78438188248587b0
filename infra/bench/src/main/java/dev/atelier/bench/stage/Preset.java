package dev.atelier.bench.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What the bench orders: a preset without pictures, in a pool that the gpu-adapter does not serve. It is offered the
 * way an operator offers one, by a file {@code presets/*.json} on the command side's class path.
 */
public final class Preset {
    public static final String NAME = "bench-instant";
    public static final String POOL = "quote-card";
    /** With it a request's body has 300 bytes, as the peers' have. */
    public static final int PROMPT_CHARACTERS = 247;

    private Preset() {}

    /** Puts the file into a folder that can stand on a class path, and returns that folder. */
    public static Path writeTo(Path folder) {
        try (InputStream file = Objects.requireNonNull(Preset.class.getResourceAsStream(NAME + ".json"))) {
            Path presets = Files.createDirectories(folder.resolve("presets"));
            Files.copy(file, presets.resolve(NAME + ".json"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body of {@code POST /api/jobs}; the prompt must need no escapes. */
    public static String order(String prompt) {
        return "{\"preset\":\"" + NAME + "\",\"parameters\":{\"prompt\":\"" + prompt + "\"}}";
    }
}
