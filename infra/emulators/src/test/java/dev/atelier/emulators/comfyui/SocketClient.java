package dev.atelier.emulators.comfyui;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A WebSocket of a client, and what it has heard. */
final class SocketClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PING_EVERY = Duration.ofMillis(100);
    /** Abnormal closure: no close frame came (RFC 6455, section 7.4.1). */
    private static final int BROKEN = 1006;

    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    /** Opens a socket; a null client id leaves it to the server. */
    SocketClient(HttpClient http, URI base, @Nullable String clientId) {
        URI address =
                URI.create("ws://" + base.getAuthority() + "/ws" + (clientId == null ? "" : "?clientId=" + clientId));
        socket = http.newWebSocketBuilder().buildAsync(address, new Listener()).join();
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    JsonNode next() throws InterruptedException {
        JsonNode message = messages.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (message == null) {
            throw new AssertionError("no further message came");
        }
        return message;
    }

    List<JsonNode> next(int count) throws InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        while (all.size() < count) {
            all.add(next());
        }
        return all;
    }

    /** All messages up to and including the first of this type. */
    List<JsonNode> upTo(String type) throws InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        do {
            all.add(next());
        } while (!all.getLast().required("type").stringValue().equals(type));
        return all;
    }

    /** What has come and was not read yet. */
    List<JsonNode> unread() {
        List<JsonNode> all = new ArrayList<>();
        messages.drainTo(all);
        return all;
    }

    /**
     * The close code; 1006 if the connection just broke. The client of JDK 25 sometimes does not notice the end of a
     * connection (seen in about 1 of 200 cuts right after a message); a ping makes it look again.
     */
    int awaitClose() throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                return closed.get(PING_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                socket.sendPing(ByteBuffer.allocate(0)).exceptionally(broken -> {
                    closed.complete(BROKEN);
                    return socket;
                });
            }
        }
        throw new AssertionError("the connection is still open");
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(ComfyUiClient.json(text.toString()));
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closed.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.complete(BROKEN);
        }
    }
}
