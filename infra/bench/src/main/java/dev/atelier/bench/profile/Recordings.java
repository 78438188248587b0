package dev.atelier.bench.profile;

import dev.atelier.bench.stage.Deployable;
import dev.atelier.bench.stage.Modules;
import dev.atelier.bench.stage.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Flight recordings of the deployables: one file {@code PART-DEPLOYABLE.jfr} for each part and process. */
public final class Recordings implements Platform.Flags {
    /** Filters of Spring Security alone are deeper than the default of 64 frames. */
    private static final int STACK_DEPTH = 256;

    private final @Nullable Path folder;

    /** @param folder null to record nothing */
    public Recordings(@Nullable Path folder) {
        this.folder = folder;
        if (folder != null) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Nothing but the flags of every run: a recording is started from outside when a part begins. */
    @Override
    public List<String> of(Deployable deployable) {
        return Modules.FLAGS;
    }

    /** Records while the part runs, and prints the top methods of each process. */
    public void during(Platform platform, String part, Runnable work) {
        if (folder == null) {
            work.run();
            return;
        }
        Path into = folder;
        for (Deployable deployable : Deployable.values()) {
            command(platform, deployable, "JFR.configure", "stackdepth=" + STACK_DEPTH);
            command(platform, deployable, "JFR.start", "name=" + part, "settings=profile");
        }
        try {
            work.run();
        } finally {
            for (Deployable deployable : Deployable.values()) {
                Path file =
                        into.resolve(part + "-" + deployable.title() + ".jfr").toAbsolutePath();
                command(platform, deployable, "JFR.stop", "name=" + part, "filename=" + file);
                TopMethods.lines(file).forEach(System.err::println);
            }
        }
    }

    private static void command(Platform platform, Deployable deployable, String... words) {
        try {
            List<String> line = new java.util.ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                    Long.toString(platform.pid(deployable))));
            line.addAll(List.of(words));
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("jcmd failed: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
