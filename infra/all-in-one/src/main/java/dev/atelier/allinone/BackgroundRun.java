package dev.atelier.allinone;

import dev.atelier.servers.DiesWithParent;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A local run in a process of its own, its output in {@code atelier.log}; stopped again unless it is to be kept. */
final class BackgroundRun implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final long LOOK_AGAIN_MILLIS = 50;

    private final LocalFolder.Running running;
    private final @Nullable Process ours;
    private final Thread onExit = new Thread(this::stop, "stop-atelier");

    private BackgroundRun(LocalFolder.Running running, @Nullable Process ours) {
        this.running = running;
        this.ours = ours;
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    static BackgroundRun startUnlessRunning(LocalFolder folder, boolean keep, PrintStream out) {
        Optional<LocalFolder.Running> already = folder.running();
        if (already.isPresent()) {
            out.println("Atelier runs already at " + already.get().address());
            return new BackgroundRun(already.get(), null);
        }
        out.println("starting Atelier (its output: " + log(folder) + ")");
        Process process = spawn(folder, keep);
        long begin = System.nanoTime();
        LocalFolder.Running running = awaitStart(folder, process);
        out.printf("Atelier is at %s after %.1f s%n", running.address(), (System.nanoTime() - begin) / 1e9);
        return new BackgroundRun(running, keep ? null : process);
    }

    String address() {
        return running.address();
    }

    /** Stops what was started here, and waits until it is gone. */
    @Override
    public void close() {
        stop();
        if (Thread.currentThread() != onExit) {
            try {
                Runtime.getRuntime().removeShutdownHook(onExit);
            } catch (IllegalStateException alreadyExiting) {
                return;
            }
        }
    }

    private void stop() {
        if (ours != null && ours.isAlive()) {
            ours.destroy();
            if (!awaitEnd(ours.toHandle(), STOP_LIMIT)) {
                ours.destroyForcibly();
            }
        }
    }

    static boolean awaitEnd(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Process spawn(LocalFolder folder, boolean keep) {
        List<String> command = new ArrayList<>(keep ? List.of() : DiesWithParent.prefix("TERM"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-Datelier.home=" + folder.root(),
                "-cp",
                System.getProperty("java.class.path"),
                AllInOne.class.getName(),
                "start"));
        CompletableFuture<Process> started = new CompletableFuture<>();
        // The kernel ties the child to the thread that starts it, so that thread waits for the child's end.
        Thread.ofPlatform().daemon().name("parent-of-atelier").start(() -> startAndStay(command, folder, started));
        return started.join();
    }

    private static void startAndStay(List<String> command, LocalFolder folder, CompletableFuture<Process> started) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
                    .start();
            started.complete(process);
            process.waitFor();
        } catch (IOException e) {
            started.completeExceptionally(new UncheckedIOException("Atelier could not be started", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static LocalFolder.Running awaitStart(LocalFolder folder, Process process) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<LocalFolder.Running> running = folder.running();
            if (running.isPresent()) {
                return running.get();
            }
            if (awaitEnd(process.toHandle(), Duration.ofMillis(LOOK_AGAIN_MILLIS))) {
                throw new IllegalStateException(
                        "Atelier did not start; the end of its output is\n" + tail(log(folder)));
            }
        }
        process.destroy();
        throw new IllegalStateException(
                "Atelier did not start within " + START_LIMIT.toSeconds() + " s, see " + log(folder));
    }

    private static String tail(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return file + " cannot be read";
        }
    }

    private static Path log(LocalFolder folder) {
        return folder.of("atelier.log");
    }
}
