package dev.atelier.bench.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;

/**
 * One kept-alive connection to a server on loopback, one request at a time, in blocking reads and writes: the cheapest
 * client there is for the processor. Opens itself again when the server has closed it.
 */
public final class HttpConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 35_000;
    private static final long STALE_NANOS = 5_000_000_000L;

    private final int port;
    private final int patienceMillis;
    private long used = System.nanoTime();
    private Socket socket = new Socket();
    private AnswerReader answers = new AnswerReader(java.io.InputStream.nullInputStream());

    public HttpConnection(int port) {
        this(port, PATIENCE_MILLIS);
    }

    /** @param patienceMillis how long an answer may take before it is an {@link IOException} */
    public HttpConnection(int port, int patienceMillis) {
        this.port = port;
        this.patienceMillis = patienceMillis;
    }

    /** The request as {@link HttpRequest} made it. */
    public HttpAnswer send(byte[] request) throws IOException {
        if (!socket.isConnected() || socket.isClosed()) {
            open();
        }
        try {
            OutputStream out = socket.getOutputStream();
            out.write(request);
            HttpAnswer answer = answers.read();
            used = System.nanoTime();
            if (!answer.keepAlive()) {
                socket.close();
            }
            return answer;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Whether nothing was sent over it for so long that the server may have closed it. */
    public boolean isStale() {
        return System.nanoTime() - used > STALE_NANOS;
    }

    private void open() throws IOException {
        socket = new Socket();
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.setSoTimeout(patienceMillis);
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), patienceMillis);
        answers = new AnswerReader(socket.getInputStream());
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // closed is closed
        }
    }
}
