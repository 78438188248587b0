package dev.atelier.chaos.stage;

import dev.atelier.bench.stage.Deployable;
import dev.atelier.bench.stage.DeployableProcess;
import dev.atelier.bench.stage.Modules;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What a JVM can keep of one start so that the next ones cost less (ahead-of-time cache, JEP 514): in a run each
 * deployable is started again and again. Made once for a build, and kept beside it.
 */
final class StartCaches {
    private static final Duration READY = Duration.ofMinutes(3);
    private static final Duration WRITTEN = Duration.ofMinutes(3);

    private final Modules modules;
    private final Path folder;

    StartCaches(Modules modules) {
        this.modules = modules;
        this.folder = modules.home().resolve("infra/chaos/target/start-caches");
    }

    /** JVM flags for a start with the cache. A JVM that cannot use it starts without it. */
    List<String> flags(Deployable deployable) {
        return List.of("-XX:AOTCache=" + file(deployable), "-Xlog:aot=off", "-Xlog:cds=off");
    }

    boolean isMissing(Deployable deployable) {
        Path file = file(deployable);
        try {
            return !Files.exists(file)
                    || newestJar(deployable) > Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the deployable and ends it; its JVM writes the cache then. @param starter with more flags */
    void make(Deployable deployable, Function<List<String>, DeployableProcess> starter) {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(file(deployable));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DeployableProcess process = starter.apply(List.of("-XX:AOTCacheOutput=" + file(deployable)));
        try {
            process.awaitReady(READY);
        } finally {
            process.end(WRITTEN);
        }
    }

    private long newestJar(Deployable deployable) {
        return Arrays.stream(modules.classPath(deployable).split(File.pathSeparator))
                .mapToLong(jar -> new File(jar).lastModified())
                .max()
                .orElseThrow();
    }

    private Path file(Deployable deployable) {
        return folder.resolve(deployable.title() + ".aot").toAbsolutePath();
    }
}
