package dev.atelier.gpu.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.run.RunOrder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java's HTTP client does by itself and must not do to an aiohttp server, and what it leaves to its user. */
class HttpPitfallsIT {
    private static final String STATS = "{\"system\": {}}";

    @TempDir
    private Path folder;

    @Test
    void everyRequestIsPlainHttp11AndComesFromNowhere() throws Exception {
        try (ScriptedServer server = new ScriptedServer();
                ComfyUiRuns runs = new ComfyUiRuns(server.url(), folder)) {
            server.on("POST /upload/image", "{\"name\": \"x.png\", \"subfolder\": \"\", \"type\": \"input\"}");
            server.on("POST /prompt", _ -> ScriptedServer.Answer.of(400, "{}"));
            Path picture = Files.writeString(folder.resolve("picture.png"), "a picture");
            RunOrder order = Graphs.order(Graphs.INVERT, List.of(Graphs.picture("k", "s")));
            runs.start(order, Map.of("image", picture)).failure();
            assertThat(server.requests("POST /upload/image")).hasSize(1);
            assertThat(server.requests("POST /prompt")).hasSize(1);
            assertThat(server.requests).allSatisfy(request -> {
                assertThat(request.headers()).doesNotContainKeys("Origin", "Http2-settings", "Expect");
                assertThat(request.headers()).as("its length is known").doesNotContainKey("Transfer-encoding");
                if (!request.path().startsWith("/ws")) {
                    assertThat(request.headers()).doesNotContainKey("Upgrade");
                }
            });
        }
    }

    @Test
    void anAnswerThatStopsInTheMiddleIsNotWaitedForForEver() throws Exception {
        try (RawServer server = new RawServer(Integer.MAX_VALUE, "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{");
                ComfyUi comfyUi = new ComfyUi(ComfyUiRuns.settings(server.url()))) {
            Instant begin = Instant.now();
            assertThat(comfyUi.isAvailable()).isFalse();
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void aConnectionThatTheServerClosedWhileItWasIdleIsOpenedAgain() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(STATS.length(), STATS);
        try (RawServer server = new RawServer(1, answer);
                ComfyUi comfyUi = new ComfyUi(ComfyUiRuns.settings(server.url()))) {
            for (int i = 0; i < 5; i++) {
                assertThat(comfyUi.isAvailable()).isTrue();
            }
        }
    }

    @Test
    void whatIsNoComfyUiIsNotAvailable() throws Exception {
        for (String answer : List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")) {
            try (RawServer server = new RawServer(Integer.MAX_VALUE, answer);
                    ComfyUi comfyUi = new ComfyUi(ComfyUiRuns.settings(server.url()))) {
                assertThat(comfyUi.isAvailable()).isFalse();
            }
        }
    }

    /** Answers everything with the same bytes, and hangs up after so many answers on one connection. */
    private static final class RawServer implements AutoCloseable {
        private final ServerSocket entrance;

        RawServer(int answersMax, String answer) throws IOException {
            entrance = new ServerSocket(0, 0, InetAddress.ofLiteral("127.0.0.1"));
            Thread.ofVirtual().start(() -> {
                while (!entrance.isClosed()) {
                    try {
                        Socket client = entrance.accept();
                        Thread.ofVirtual().start(() -> serve(client, answersMax, answer));
                    } catch (IOException e) {
                        // Closed.
                    }
                }
            });
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + entrance.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            entrance.close();
        }

        private static void serve(Socket client, int answersMax, String answer) {
            try (client;
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
                for (int answers = 0; answers < answersMax; ) {
                    String line = in.readLine();
                    if (line == null) {
                        return;
                    }
                    if (line.isEmpty()) {
                        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                        answers++;
                    }
                }
            } catch (IOException e) {
                // The client hung up.
            }
        }
    }
}
