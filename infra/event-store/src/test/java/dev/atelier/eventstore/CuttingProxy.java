package dev.atelier.eventstore;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A network in front of PostgreSQL that does harm to statements in which a word stands: their answer is lost after the
 * commit, they never arrive, or only the first half of them does.
 */
final class CuttingProxy implements AutoCloseable {
    /** What happens to a statement with the word in it. */
    enum Harm {
        /** It is executed and answered; the answer is lost and the connection cut. */
        LOSE_ANSWER,
        /** The connection is cut before the server has seen it. */
        LOSE_STATEMENT,
        /** The server sees a part of it, and nothing follows: a process or a cable that stopped. */
        SEND_HALF,
    }

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final byte[] READY_FOR_QUERY = {'Z', 0, 0, 0, 5, 'I'};
    private static final int BUFFER = 1 << 16;

    private final ServerSocket server;
    private final int target;
    private final Harm harm;
    private final byte[] word;
    private final List<Socket> open = new ArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private int times;

    private CuttingProxy(ServerSocket server, int target, Harm harm, String word, int times) {
        this.server = server;
        this.target = target;
        this.harm = harm;
        this.word = word.getBytes(StandardCharsets.UTF_8);
        this.times = times;
    }

    /** In front of a port of this machine; the harm is done so many times. */
    static CuttingProxy start(int target, Harm harm, String word, int times) throws IOException {
        CuttingProxy proxy = new CuttingProxy(new ServerSocket(0, 50, LOOPBACK), target, harm, word, times);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    int port() {
        return server.getLocalPort();
    }

    /** Returns once harm was done for the last time. */
    boolean awaitDone() throws InterruptedException {
        return done.await(60, TimeUnit.SECONDS);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = keep(server.accept());
                Link link = new Link(client, keep(new Socket(LOOPBACK, target)));
                Thread.ofVirtual().start(() -> link.run(link::fromClient));
                Thread.ofVirtual().start(() -> link.run(link::fromServer));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private synchronized Socket keep(Socket socket) {
        open.add(socket);
        return socket;
    }

    private synchronized boolean takeTurn() {
        if (times == 0) {
            return false;
        }
        times--;
        if (times == 0 && harm != Harm.LOSE_ANSWER) {
            done.countDown();
        }
        return true;
    }

    private synchronized void answerLost() {
        if (times == 0) {
            done.countDown();
        }
    }

    /** Cuts what is open now; new connections are taken. */
    synchronized void cut() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }

    private interface Pump {
        void run() throws IOException;
    }

    /** One connection. */
    private final class Link {
        private final Socket client;
        private final Socket database;
        private volatile boolean losing;

        Link(Socket client, Socket database) {
            this.client = client;
            this.database = database;
        }

        void run(Pump pump) {
            try (client;
                    database) {
                pump.run();
            } catch (IOException e) {
                // Cut, by us or by one of the two.
            }
        }

        void fromClient() throws IOException {
            InputStream in = client.getInputStream();
            OutputStream out = database.getOutputStream();
            byte[] bytes = new byte[BUFFER];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                int at = indexOf(word, bytes, n);
                if (at >= 0 && takeTurn()) {
                    switch (harm) {
                        case LOSE_ANSWER -> losing = true;
                        case LOSE_STATEMENT -> {
                            return;
                        }
                        case SEND_HALF -> {
                            out.write(bytes, 0, at + 1);
                            swallow(in);
                            return;
                        }
                    }
                }
                out.write(bytes, 0, n);
            }
        }

        private void swallow(InputStream in) throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }

        void fromServer() throws IOException {
            InputStream in = database.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] bytes = new byte[BUFFER];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                if (!losing) {
                    out.write(bytes, 0, n);
                } else if (indexOf(READY_FOR_QUERY, bytes, n) >= 0) {
                    answerLost();
                    return;
                }
            }
        }
    }

    private static int indexOf(byte[] wanted, byte[] bytes, int length) {
        for (int i = 0; i + wanted.length <= length; i++) {
            int same = 0;
            while (same < wanted.length && bytes[i + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return i;
            }
        }
        return -1;
    }

    /** The same database by way of this proxy. */
    String through(String jdbcUrl) {
        String direct = ":" + target + "/";
        if (!jdbcUrl.contains(direct)) {
            throw new IllegalArgumentException(jdbcUrl + " is not behind this proxy");
        }
        return jdbcUrl.replace(direct, ":" + port() + "/");
    }
}
