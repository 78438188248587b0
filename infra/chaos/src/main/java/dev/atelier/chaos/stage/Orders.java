package dev.atelier.chaos.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/**
 * What can be ordered in a run, offered the way an operator offers it: by files {@code presets/*.json} on the command
 * side's class path.
 */
public final class Orders {
    /** A small picture. */
    public static final String SQUARE = "chaos-square";
    /** No server can run it: it fails at once, and what it cost comes back. */
    public static final String BROKEN = "chaos-broken";

    private Orders() {}

    /** Puts the files into a folder that can stand on a class path, and returns that folder. */
    static Path writeTo(Path folder) {
        try {
            Path presets = Files.createDirectories(folder.resolve("presets"));
            for (String name : List.of(SQUARE, BROKEN)) {
                try (InputStream file = Objects.requireNonNull(Orders.class.getResourceAsStream(name + ".json"))) {
                    Files.copy(file, presets.resolve(name + ".json"), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body of {@code POST /api/jobs}. */
    public static String of(String preset, int colour) {
        return "{\"preset\":\"" + preset + "\",\"parameters\":{\"colour\":" + colour + "}}";
    }
}
