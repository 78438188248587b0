package dev.atelier.emulators.comfyui.node;

import dev.atelier.emulators.comfyui.python.PythonError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where the next picture of a prefix goes: sub-folders of the prefix are made, and the counter is the highest existing
 * one plus one, so a deleted file's name is given again.
 *
 * @param subfolder as it is told to the client, "" for none
 */
record SaveTarget(Path folder, String subfolder, String name, int counter) {

    static SaveTarget of(String prefix, Path root, int width, int height) throws IOException {
        Path path = Path.of(tokens(prefix, width, height)).normalize();
        Path fileName = path.getFileName();
        String name = fileName == null ? "" : fileName.toString();
        Path parent = path.getParent();
        String subfolder = parent == null ? "" : parent.toString();
        Path folder = root.resolve(subfolder).normalize();
        if (!folder.startsWith(root)) {
            throw new PythonError(
                    "Exception",
                    "**** ERROR: Saving image outside the output folder is not allowed.\n full_output_folder: " + folder
                            + "\n         output_dir: " + root);
        }
        Files.createDirectories(folder);
        return new SaveTarget(folder, subfolder, name, 1 + highest(folder, name));
    }

    String fileName(int index) {
        return "%s_%05d_.png".formatted(name.replace("%batch_num%", Integer.toString(index)), counter + index);
    }

    private static String tokens(String prefix, int width, int height) {
        LocalDateTime now = LocalDateTime.now(java.time.ZoneId.systemDefault());
        return prefix.replace("%width%", Integer.toString(width))
                .replace("%height%", Integer.toString(height))
                .replace("%year%", Integer.toString(now.getYear()))
                .replace("%month%", twoDigits(now.getMonthValue()))
                .replace("%day%", twoDigits(now.getDayOfMonth()))
                .replace("%hour%", twoDigits(now.getHour()))
                .replace("%minute%", twoDigits(now.getMinute()))
                .replace("%second%", twoDigits(now.getSecond()));
    }

    private static String twoDigits(int value) {
        return String.format(Locale.ROOT, "%02d", value);
    }

    private static int highest(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToInt(f -> counter(String.valueOf(f.getFileName()), name))
                    .max()
                    .orElse(0);
        }
    }

    /** The number after "name_"; 0 if the file belongs to another prefix or has no number there. */
    private static int counter(String file, String name) {
        if (!file.startsWith(name + "_")) {
            return 0;
        }
        String digits = file.substring(name.length() + 1).split("_", -1)[0];
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
