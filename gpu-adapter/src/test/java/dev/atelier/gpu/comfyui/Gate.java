package dev.atelier.gpu.comfyui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way to a server, which can be cut: to the server a client behind it is dead then, without a last word. */
public final class Gate implements AutoCloseable {
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ServerSocket entrance;
    private final URI behind;

    public Gate(URI behind) {
        this.behind = behind;
        try {
            entrance = new ServerSocket(0, 0, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::letIn);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + entrance.getLocalPort());
    }

    /** Cuts everything, for good. */
    @Override
    public void close() {
        try {
            entrance.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void letIn() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Socket server = new Socket(behind.getHost(), behind.getPort());
                open.add(client);
                open.add(server);
                if (entrance.isClosed()) {
                    // Whoever came in while it was being closed.
                    client.close();
                    server.close();
                }
                start(() -> pass(client, server));
                start(() -> pass(server, client));
            } catch (IOException e) {
                // Closed, or the server is away: the client sees it.
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side is gone, and so is the other.
        }
    }

    private static void start(Runnable work) {
        Thread.ofVirtual().start(work);
    }
}
