package dev.atelier.bench.stage;

import dev.atelier.servers.DiesWithParent;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A JVM of our own that ends with this one, however this one ends. */
public final class JavaProcess implements AutoCloseable {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final int LINES_SHOWN = 15;

    /**
     * What to start.
     *
     * @param flags of the JVM
     * @param environment added to ours: settings go here and not on the command line, which every user of the machine
     *     can read
     * @param log where standard error goes, and standard output if nobody reads it
     */
    public record Plan(
            String name,
            List<String> flags,
            String classPath,
            String main,
            List<String> arguments,
            Map<String, String> environment,
            Path log) {

        private List<String> command() {
            List<String> command = new ArrayList<>(DiesWithParent.prefix("TERM"));
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(flags);
            command.addAll(List.of("-cp", classPath, main));
            command.addAll(arguments);
            return command;
        }
    }

    private static final Set<JavaProcess> RUNNING = ConcurrentHashMap.newKeySet();

    private final Plan plan;
    private final Process process;

    private JavaProcess(Plan plan, Process process) {
        this.plan = plan;
        this.process = process;
    }

    /** One whose standard output goes to its log. */
    public static JavaProcess start(Plan plan) {
        return start(plan, ProcessBuilder.Redirect.appendTo(plan.log().toFile()));
    }

    /** One whose standard output is read by {@link #output()}. */
    public static JavaProcess startTalking(Plan plan) {
        return start(plan, ProcessBuilder.Redirect.PIPE);
    }

    private static JavaProcess start(Plan plan, ProcessBuilder.Redirect output) {
        CompletableFuture<Process> started = new CompletableFuture<>();
        // The kernel ties the child to the thread that starts it, so that thread waits for the child's end.
        Thread.ofPlatform().daemon().name("parent-of-" + plan.name()).start(() -> startAndStay(plan, output, started));
        JavaProcess process = new JavaProcess(plan, started.join());
        RUNNING.add(process);
        return process;
    }

    private static void startAndStay(Plan plan, ProcessBuilder.Redirect output, CompletableFuture<Process> started) {
        try {
            ProcessBuilder builder = new ProcessBuilder(plan.command())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(output)
                    .redirectError(ProcessBuilder.Redirect.appendTo(plan.log().toFile()));
            builder.environment().putAll(plan.environment());
            Process process = builder.start();
            started.complete(process);
            process.waitFor();
        } catch (IOException e) {
            started.completeExceptionally(new IllegalStateException(plan.name() + " cannot be started", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public String name() {
        return plan.name();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What a process started with {@link #startTalking} prints. */
    public BufferedReader output() {
        return process.inputReader();
    }

    /** The end of what it logged, for the message about its failure. */
    public String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(plan.log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    /** Waits for a process that ends by itself; whether all went well. */
    public boolean awaitSuccess(long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends all that have been started and not ended, at once. */
    public static void closeAll() {
        RUNNING.parallelStream().forEach(JavaProcess::close);
    }

    /** Asks it to end, and makes it end if it does not within seconds. */
    @Override
    public void close() {
        end(STOP_PATIENCE);
    }

    /** Asks it to end, and makes it end if it takes longer. */
    public void end(Duration patience) {
        RUNNING.remove(this);
        process.destroy();
        try {
            if (!process.waitFor(patience)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
