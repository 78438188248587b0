package dev.atelier.bench.http;

import dev.atelier.bench.report.Results;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What the load generator itself can do: against a server that answers 300 bytes at once, on the same processors. A
 * measured rate near this one says more about the generator than about Atelier.
 */
public final class HttpFloor {
    private static final byte[] ANSWER =
            ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 300\r\n\r\n" + "{\"text\":\""
                            + "x".repeat(289) + "\"}")
                    .getBytes(StandardCharsets.US_ASCII);

    private HttpFloor() {}

    public static void measure(Results results, Duration time) {
        byte[] request = HttpRequest.post("/", "x".repeat(700), "", "{\"text\":\"" + "x".repeat(289) + "\"}");
        try (ServerSocket server = new ServerSocket(0, 64, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofPlatform().daemon().name("floor").start(() -> accept(server, request.length));
            for (int connections : new int[] {1, 32}) {
                Load.Outcome outcome = Load.run(
                        server.getLocalPort(),
                        connections,
                        time,
                        Long.MAX_VALUE,
                        (connection, number) -> connection.send(request).isGood());
                results.rate("floor.http." + connections, outcome.done(), outcome.seconds());
            }
        } catch (IOException e) {
            throw new IllegalStateException("no server for the floor", e);
        }
    }

    private static void accept(ServerSocket server, int requestBytes) {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofPlatform().daemon().name("floor-connection").start(() -> serve(socket, requestBytes));
            }
        } catch (IOException e) {
            // the measurement is over
        }
    }

    private static void serve(Socket socket, int requestBytes) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            while (in.readNBytes(requestBytes).length == requestBytes) {
                out.write(ANSWER);
            }
        } catch (IOException e) {
            // the client has gone
        }
    }
}
