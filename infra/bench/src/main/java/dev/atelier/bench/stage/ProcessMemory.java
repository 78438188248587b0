package dev.atelier.bench.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Memory that processes have in RAM, from Linux' {@code /proc}. */
public final class ProcessMemory {
    private ProcessMemory() {}

    /**
     * Of a process and all its children, in MB (10^6 bytes). Pages that several of them share are counted once
     * (proportional set size), so that PostgreSQL's shared buffers do not count for each connection.
     */
    public static double megabytes(long pid) {
        return ProcessHandle.of(pid).stream()
                        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                        .mapToLong(process -> kilobytes(process.pid()))
                        .sum()
                * 1024
                / 1e6;
    }

    private static long kilobytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
