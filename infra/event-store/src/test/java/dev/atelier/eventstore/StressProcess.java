package dev.atelier.eventstore;

import dev.atelier.servers.DiesWithParent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One life of a {@link StressWriter} in a process of its own. */
final class StressProcess {
    private final String name;
    private final Process process;

    private StressProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    static StressProcess start(LogSettings log, String name, Path folder) throws IOException {
        List<String> command = new ArrayList<>(DiesWithParent.prefix("KILL"));
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                StressWriter.class.getName(),
                String.valueOf(log.jdbcUrl()),
                log.user(),
                log.password(),
                name,
                folder.resolve(name + ".answers").toString()));
        return new StressProcess(
                name,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(name + ".out").toFile())
                        .start());
    }

    String name() {
        return name;
    }

    /** In the middle of whatever it does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void stop() throws IOException, InterruptedException {
        signal("STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Lets it end what it has begun. */
    void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }
}
