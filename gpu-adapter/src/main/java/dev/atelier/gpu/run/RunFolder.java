package dev.atelier.gpu.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run's files on this machine, readable by this process's user only, gone after the run. */
final class RunFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    static RunFolder create() throws IOException {
        return new RunFolder(Files.createTempDirectory("atelier-run-"));
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : inside) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            LOG.warn("a run's files were left behind: {}", e.toString());
        }
    }
}
