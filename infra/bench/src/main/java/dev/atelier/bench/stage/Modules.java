package dev.atelier.bench.stage;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What was built: each module's jar and the file {@code target/class-path} beside it that names its libraries. */
public final class Modules {
    /** The same for all processes of the platform; no other flag is given. */
    public static final List<String> FLAGS = List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Ddisable-axoniq-console-message=true");

    /** Of the bench's own processes that measure without a deployable. */
    public static final List<String> OWN_FLAGS = List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-Ddisable-axoniq-console-message=true",
            "-Dorg.springframework.boot.logging.LoggingSystem=none");

    private final Path home;

    /** @param home the project's folder */
    public Modules(Path home) {
        this.home = home;
    }

    /** As {@code ./bench} says it. */
    public static Modules ofThisRun() {
        return new Modules(Path.of(System.getProperty("atelier.bench.home", ".")));
    }

    /** The project's folder. */
    public Path home() {
        return home;
    }

    /** The class path of a deployable, its own jar first. */
    public String classPath(Deployable deployable) {
        Path target = home.resolve(deployable.title()).resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            Path jar = files.filter(file ->
                            file.getFileName().toString().matches(deployable.title() + "-[0-9.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("not built: " + deployable.title()));
            return jar
                    + File.pathSeparator
                    + Files.readString(target.resolve("class-path")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("not built: " + deployable.title() + ", start it with ./bench", e);
        }
    }
}
