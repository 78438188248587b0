package dev.atelier.chaos.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server on loopback that says back what it hears. */
@Timeout(20)
class TcpProxyTest {
    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 16, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::serve);
        proxy = TcpProxy.to(echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket client = echo.accept();
                Thread.ofVirtual().start(() -> repeat(client));
            } catch (IOException e) {
                // Closed at the end of the test.
            }
        }
    }

    private static void repeat(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // What is tested: the other end sees it.
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.ofLiteral("127.0.0.1"), proxy.port());
    }

    private static int say(Socket socket, int word) throws IOException {
        socket.getOutputStream().write(word);
        return socket.getInputStream().read();
    }

    @Test
    void passes_data_and_ends_on() throws IOException {
        try (Socket socket = connect()) {
            assertThat(say(socket, 42)).isEqualTo(42);
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void a_cut_resets_what_is_open_and_what_comes_until_it_is_healed() throws IOException {
        try (Socket socket = connect()) {
            assertThat(say(socket, 1)).isEqualTo(1);

            proxy.cut();

            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> {
                        try (Socket refused = connect()) {
                            if (say(refused, 2) == -1) {
                                throw new IOException("closed");
                            }
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        proxy.heal();
        try (Socket again = connect()) {
            assertThat(say(again, 3)).isEqualTo(3);
        }
    }

    @Test
    void a_slow_link_takes_longer_in_both_directions() throws IOException {
        try (Socket socket = connect()) {
            proxy.slow(Duration.ofMillis(100));
            long begin = System.nanoTime();

            assertThat(say(socket, 4)).isEqualTo(4);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }
}
