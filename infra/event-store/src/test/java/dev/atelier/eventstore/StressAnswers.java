package dev.atelier.eventstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/** Which units of work a writer was told to be in the log, and which not to be; on the disk before it goes on. */
final class StressAnswers {
    private final FileChannel file;

    private StressAnswers(FileChannel file) {
        this.file = file;
    }

    static StressAnswers writeTo(Path path) throws IOException {
        return new StressAnswers(FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    void yes(String unit) {
        write("yes " + unit + "\n");
    }

    void no(String unit) {
        write("no " + unit + "\n");
    }

    private synchronized void write(String line) {
        try {
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The units with this answer, from all files of a folder; a last line that was cut short does not count. */
    static Set<String> read(Path folder, String answer) throws IOException {
        Set<String> units = new HashSet<>();
        try (var files = Files.newDirectoryStream(folder, "*.answers")) {
            for (Path each : files) {
                String text = Files.readString(each);
                text.substring(0, text.lastIndexOf('\n') + 1)
                        .lines()
                        .filter(line -> line.startsWith(answer + " "))
                        .forEach(line -> units.add(line.substring(answer.length() + 1)));
            }
        }
        return units;
    }
}
