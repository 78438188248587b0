package dev.atelier.emulators.comfyui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The three folders of a ComfyUI: what is uploaded, what is saved, and previews that a restart throws away. */
public record Folders(Path input, Path output, Path temp) {

    /** A file name with the folder that its annotation names ("x.png [temp]"), if it has one. */
    public record Named(String name, Optional<Path> folder) {}

    public static Folders under(Path base) {
        Path root = base.toAbsolutePath().normalize();
        Folders folders = new Folders(root.resolve("input"), root.resolve("output"), root.resolve("temp"));
        try {
            Files.createDirectories(folders.input);
            Files.createDirectories(folders.output);
            folders.emptyTemp();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folders;
    }

    public void emptyTemp() throws IOException {
        if (Files.isDirectory(temp)) {
            try (Stream<Path> all = Files.walk(temp)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
        Files.createDirectories(temp);
    }

    /** The folder of a {@code type} on the wire. */
    public Optional<Path> ofType(String type) {
        return switch (type) {
            case "input" -> Optional.of(input);
            case "output" -> Optional.of(output);
            case "temp" -> Optional.of(temp);
            default -> Optional.empty();
        };
    }

    public Named named(String annotated) {
        for (String type : new String[] {"output", "input", "temp"}) {
            String mark = "[" + type + "]";
            if (annotated.endsWith(mark)) {
                // The mark and the blank before it.
                int end = Math.max(annotated.length() - mark.length() - 1, 0);
                return new Named(annotated.substring(0, end), ofType(type));
            }
        }
        return new Named(annotated, Optional.empty());
    }

    /** The file that an {@code image} input of LoadImage means; empty if there is none or it lies outside. */
    public Optional<Path> loadable(String annotated) {
        Named named = named(annotated);
        return inside(named.folder().orElse(input), named.name()).filter(Files::exists);
    }

    /** A path below a folder; empty if it leads out of it or is no path at all. */
    public static Optional<Path> inside(Path folder, String relative) {
        try {
            Path path = folder.resolve(relative).normalize();
            return path.startsWith(folder) ? Optional.of(path) : Optional.empty();
        } catch (java.nio.file.InvalidPathException e) {
            return Optional.empty();
        }
    }
}
