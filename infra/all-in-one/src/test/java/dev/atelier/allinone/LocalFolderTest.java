package dev.atelier.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFolderTest {
    @TempDir
    Path folder;

    @Test
    void a_process_that_announced_itself_runs() {
        assertThat(announcedAt(Instant.now()).running()).isPresent();
    }

    @Test
    void a_stranger_who_has_got_the_number_of_a_killed_process_does_not_run_here() {
        Instant before = ProcessHandle.current().info().startInstant().orElseThrow();
        assertThat(announcedAt(before.minus(Duration.ofMinutes(1))).running()).isEmpty();
    }

    private LocalFolder announcedAt(Instant instant) {
        LocalFolder local = LocalFolder.open(folder);
        local.announce(new LocalFolder.Running(
                ProcessHandle.current().pid(), "http://localhost:8080", Map.of(), instant.toEpochMilli()));
        return local;
    }
}
