package dev.atelier.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A run of seconds, started as {@code ./chaos} starts it: it shows that the tool works, not that the platform does. */
class ChaosIT {
    @Test
    void a_short_run_loses_nothing_and_takes_nothing_twice() throws Exception {
        Process run = new ProcessBuilder(command("--minutes", "0.15", "--seed", "1", "--rate", "10", "--replicas", "1"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).contains("lost=0 twice=0 stuck=0");
        assertThat(run.waitFor()).isZero();
    }

    static List<String> command(String... words) throws IOException {
        Path target = Path.of("target").toAbsolutePath();
        try (Stream<Path> files = Files.list(target)) {
            Path jar = files.filter(file -> file.getFileName().toString().matches("chaos-[0-9.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow();
            return Stream.concat(
                            Stream.of(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx512m",
                                    "-XX:+UseSerialGC",
                                    "-Dorg.springframework.boot.logging.LoggingSystem=none",
                                    "-Datelier.bench.home="
                                            + target.resolve("../../..").normalize(),
                                    "-cp",
                                    jar
                                            + File.pathSeparator
                                            + Files.readString(target.resolve("class-path"))
                                                    .strip(),
                                    Chaos.class.getName()),
                            Stream.of(words))
                    .toList();
        }
    }
}
