package dev.atelier.allinone.journeys;

import dev.atelier.allinone.AllInOne;
import dev.atelier.allinone.LocalFolder;
import dev.atelier.allinone.cli.ApiClient;
import dev.atelier.web.access.Role;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A local run as {@code ./run} starts it: a process of its own on a data folder. */
final class RunningAtelier implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    private final Path home;
    private final Process process;
    private final String address;

    private RunningAtelier(Path home, Process process, String address) {
        this.home = home;
        this.process = process;
        this.address = address;
    }

    static RunningAtelier start(Path home) {
        return start(home, Map.of());
    }

    /** @param environment where real servers are, as an operator would say it */
    static RunningAtelier start(Path home, Map<String, String> environment) {
        try {
            Process process = spawn(home, environment, "start");
            LocalFolder folder = LocalFolder.open(home);
            Await.until("Atelier announces itself; see " + log(home), START_LIMIT, () -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("Atelier did not start:\n" + Files.readString(log(home)));
                }
                return folder.running()
                        .filter(running -> running.pid() == process.pid())
                        .isPresent();
            });
            return new RunningAtelier(
                    home, process, folder.running().orElseThrow().address());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another word of {@code ./run} on the same folder; returns what it printed. */
    static String say(Path home, String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(home, words))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }

    String address() {
        return address;
    }

    ApiClient person(String subject) {
        return new ApiClient(address, LocalFolder.open(home).tokens().mint(Role.USER, subject));
    }

    ApiClient administrator() {
        return new ApiClient(address, LocalFolder.open(home).tokens().mint(Role.ADMIN, "test"));
    }

    /** Every process below the local run, itself included. */
    List<ProcessHandle> processes() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        return all;
    }

    /** As the kernel would: no chance to say good-bye. */
    void killHard() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** As Ctrl-C would; returns how long it took. */
    Duration stop() throws InterruptedException {
        long begin = System.nanoTime();
        process.destroy();
        process.waitFor(30, TimeUnit.SECONDS);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        process.destroyForcibly();
    }

    private static Process spawn(Path home, Map<String, String> environment, String... words) throws IOException {
        Files.createDirectories(home);
        ProcessBuilder builder = new ProcessBuilder(command(home, words))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(home).toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static List<String> command(Path home, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djdk.virtualThreadScheduler.parallelism=8",
                "-Ddisable-axoniq-console-message=true",
                "-Dorg.springframework.boot.logging.LoggingSystem=none",
                "-Datelier.home=" + home,
                "-Datelier.caller=" + home,
                "-Datelier.sample=" + new File("samples/cat.png").getAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                AllInOne.class.getName()));
        command.addAll(List.of(words));
        return command;
    }

    private static Path log(Path home) {
        return home.resolve("test-output.log");
    }
}
