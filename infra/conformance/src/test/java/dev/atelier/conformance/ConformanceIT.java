package dev.atelier.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.atelier.emulators.comfyui.ComfyUiEmulator;
import dev.atelier.emulators.comfyui.Generation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole run, on the emulator of each generation. */
class ConformanceIT {
    private static final int SLOW_NODES = 6;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @ParameterizedTest
    @EnumSource(Generation.class)
    void theEmulatorDoesEverything(Generation generation) throws Exception {
        try (ComfyUiEmulator server = ComfyUiEmulator.start(0, folder.resolve("comfyui"), generation);
                Restarter restarter = new Restarter(server)) {
            server.faults().delayPerNode(Duration.ofMillis(500));
            assertThat(isGood(server, restarter.command())).as(table()).isTrue();
            assertThat(table()).contains("18 passed, 0 failed, 0 not tried", generation.version());
        }
    }

    @Test
    void whatDoesNotWorkIsNamedAndTheEndIsBad() throws Exception {
        try (ComfyUiEmulator server = ComfyUiEmulator.start(folder.resolve("comfyui"))) {
            server.faults().ignoreInterrupts(true);
            server.faults().silence(true);
            server.faults().delayPerNode(Duration.ofMillis(200));
            assertThat(isGood(server, null)).isFalse();
            assertThat(table())
                    .containsPattern("submit, progress, result +FAILED +[0-9.]+ +no progress was heard")
                    .containsPattern("a restart in the middle loses the run +not tried +[0-9.]+ +say how")
                    .containsPattern("an unknown node is refused +passed");
        }
    }

    private boolean isGood(ComfyUiEmulator server, @org.jspecify.annotations.Nullable String restart)
            throws InterruptedException {
        Options options = new Options(server.baseUrl(), restart, SLOW_NODES, Duration.ofMinutes(1));
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return Conformance.run(options, out, System.err);
    }

    private String table() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Lets a command of the shell restart the emulator, which lives in this process. */
    private static final class Restarter implements AutoCloseable {
        private final HttpServer http;

        Restarter(ComfyUiEmulator server) throws IOException {
            http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
            http.createContext("/", exchange -> {
                server.faults().forgetEverything();
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            http.start();
        }

        String command() {
            return "curl -sf http://127.0.0.1:" + http.getAddress().getPort() + "/";
        }

        @Override
        public void close() {
            http.stop(0);
        }
    }
}
