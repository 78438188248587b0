package dev.atelier.servers;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedisServerIT {

    enum Program {
        PREFERRED,
        BUNDLED;

        RedisServer start(Path folder) {
            return switch (this) {
                case PREFERRED -> RedisServer.start(folder);
                case BUNDLED -> RedisServer.startBundled(folder);
            };
        }
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void keepsDataPortAndPasswordOverARestart(Program program) throws Exception {
        int port;
        try (RedisServer server = program.start(folder)) {
            port = server.port();
            assertThat(say(server, server.password(), "SET colour blue")).isEqualTo("+OK +OK");
        }
        assertThat(FreePort.isFree(port)).isTrue();
        try (RedisServer server = program.start(folder)) {
            assertThat(server.port()).isEqualTo(port);
            assertThat(say(server, server.password(), "STRLEN colour")).isEqualTo("+OK :4");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAWrongPassword(Program program) throws Exception {
        try (RedisServer server = program.start(folder)) {
            assertThat(say(server, "wrong", "GET colour"))
                    .startsWith("-WRONGPASS")
                    .contains("-NOAUTH");
        }
    }

    /** Two inline commands and the first line of each answer, RESP 2. */
    private static String say(RedisServer server, String password, String command) throws IOException {
        try (Socket socket = new Socket(server.host(), server.port())) {
            String request = "AUTH " + password + "\r\n" + command + "\r\nQUIT\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answers = socket.getInputStream().readAllBytes();
            return new String(answers, StandardCharsets.US_ASCII)
                    .lines()
                    .limit(2)
                    .collect(joining(" "));
        }
    }
}
