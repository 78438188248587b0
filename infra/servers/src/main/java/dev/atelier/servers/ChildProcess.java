package dev.atelier.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A server process of ours: one that dies with this JVM and writes to a log file of its own. */
final class ChildProcess {

    /**
     * How to start and stop it.
     *
     * @param before what runs before the command to give it another identity, for example {@code unshare -U}
     * @param environment added to ours
     * @param signals sent one after the other to make it stop, the kindest first; {@code KILL} follows by itself
     */
    record Plan(
            List<String> before,
            List<String> command,
            Map<String, String> environment,
            Path log,
            List<String> signals) {

        List<String> commandLine() {
            List<String> line = new ArrayList<>(before);
            line.addAll(DiesWithParent.prefix(signals.getFirst()));
            line.addAll(command);
            return line;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LINES_SHOWN = 12;

    private final Plan plan;
    private final Process process;

    private ChildProcess(Plan plan, Process process) {
        this.plan = plan;
        this.process = process;
        if (!DiesWithParent.isEnforced()) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        }
    }

    static ChildProcess start(Plan plan) {
        CompletableFuture<Process> started = new CompletableFuture<>();
        String name = Path.of(plan.command().getFirst()).getFileName().toString();
        // The kernel ties the child to this thread, so the thread lives as long as the child does.
        Thread.ofPlatform().daemon().name("parent-of-" + name).start(() -> runUntilItEnds(plan, started));
        try {
            return new ChildProcess(plan, started.join());
        } catch (CompletionException e) {
            throw new ServerFailure("Cannot start " + plan.command().getFirst(), e);
        }
    }

    private static void runUntilItEnds(Plan plan, CompletableFuture<Process> started) {
        try {
            ProcessBuilder builder = new ProcessBuilder(plan.commandLine())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(plan.log().toFile());
            // Settings of the user's own PostgreSQL (PGPORT, PGDATA …) are not meant for this one.
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().putAll(plan.environment());
            Process process = builder.start();
            started.complete(process);
            process.onExit().join();
        } catch (IOException | RuntimeException e) {
            started.completeExceptionally(e);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns when the server answers; otherwise stops it and says what its log says. */
    void awaitAnswer(Duration patience, BooleanSupplier answers) {
        boolean settled = Deadline.in(patience).await(() -> !isAlive() || answers.getAsBoolean());
        if (!settled || !isAlive()) {
            String fate = isAlive() ? "did not answer within " + patience.toSeconds() + " s" : "ended by itself";
            stop();
            throw new ServerFailure(plan.command().getFirst() + " " + fate + ". End of its log:\n" + endOfLog());
        }
    }

    /** Returns when a program that ends by itself has done its work. */
    void awaitSuccess(Duration patience) {
        awaitEnd(patience);
        boolean ended = !isAlive();
        stop();
        if (!ended || process.exitValue() != 0) {
            throw new ServerFailure(plan.command().getFirst() + " failed. End of its log:\n" + endOfLog());
        }
    }

    /** Ends the process; returns when it is gone. */
    void stop() {
        for (String signal : plan.signals()) {
            if (isAlive()) {
                send(signal);
                awaitEnd(PATIENCE);
            }
        }
        if (isAlive()) {
            process.destroyForcibly();
            awaitEnd(PATIENCE);
        }
    }

    /** Sends a signal by name; {@link ProcessHandle} knows only TERM and KILL. */
    private void send(String signal) {
        boolean sent = Programs.run(List.of("sh", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(process.pid())));
        if (!sent && isAlive()) {
            throw new ServerFailure("Cannot send " + signal + " to process " + process.pid());
        }
    }

    private void awaitEnd(Duration patience) {
        try {
            process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String endOfLog() {
        try (var lines = Files.lines(plan.log())) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - LINES_SHOWN), all.size()));
        } catch (IOException | RuntimeException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}
