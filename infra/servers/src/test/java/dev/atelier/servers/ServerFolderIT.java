package dev.atelier.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFolderIT {

    @TempDir
    Path folder;

    @Test
    void endsAServerThatAnEarlierJvmLeftBehind() throws Exception {
        Process orphan = new ProcessBuilder("sleep", "1000").start();
        try {
            try (ServerFolder opened = open()) {
                opened.remember(orphan.toHandle());
            }
            open().close();
            // The folder asks the kernel, this object hears of the end from a thread of its JVM: a moment later.
            assertThat(orphan.waitFor(5, TimeUnit.SECONDS)).isTrue();
        } finally {
            orphan.destroyForcibly();
        }
    }

    @Test
    void sparesAStrangerWhoHasGotTheNumberOfAnEarlierServer() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "1000").start();
        try {
            Files.writeString(folder.resolve("pid"), stranger.pid() + "\n2001-02-03T04:05:06Z\n");
            open().close();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void choosesAnotherPortWhenSomebodyHasTakenTheKeptOne() throws Exception {
        try (ServerFolder opened = open()) {
            int kept = opened.port("port");
            assertThat(opened.port("port")).isEqualTo(kept);
            try (ServerSocket _ = new ServerSocket(kept, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                assertThat(opened.port("port")).isNotEqualTo(kept);
            }
        }
    }

    @Test
    void isFreeAgainAfterAStartThatFailed() {
        assertThatThrownBy(() -> ServerFolder.start(folder, _ -> {
                    throw new IOException("no such program");
                }))
                .hasRootCauseMessage("no such program");
        open().close();
    }

    private ServerFolder open() {
        return ServerFolder.start(folder, opened -> opened);
    }
}
