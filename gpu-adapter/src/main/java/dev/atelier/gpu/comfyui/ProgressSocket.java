package dev.atelier.gpu.comfyui;

import dev.atelier.gpu.backend.RunControl;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Listens to one run. The server sends a run's events to the socket whose id came with the run, so each run has a socket
 * and an id of its own; a broken socket is opened again under the same id, since under another nothing would be heard.
 * A silent socket costs the person the percents and nothing else.
 */
final class ProgressSocket implements WebSocket.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressSocket.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Duration OPENING = Duration.ofSeconds(1);
    private static final int MESSAGE_CHARACTERS_MAX = 1 << 20;

    private final Executor later = CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS);
    private final StringBuilder text = new StringBuilder();
    private final AtomicBoolean opening = new AtomicBoolean();
    private final ComfyUiHttp http;
    private final String client;
    private final ProgressEstimate estimate;
    private final RunControl control;
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean closed;
    private volatile @Nullable WebSocket socket;

    /** @param client the id that the run is submitted under */
    ProgressSocket(ComfyUiHttp http, String client, ProgressEstimate estimate, RunControl control) {
        this.http = http;
        this.client = client;
        this.estimate = estimate;
        this.control = control;
    }

    /** Begins to listen; waits a moment for the socket, so that the first events are heard too. */
    void open() throws InterruptedException {
        try {
            connect().get(OPENING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("no web socket yet: {}", e.toString());
        }
    }

    /**
     * Opens the socket again if nothing was heard for so long while the run goes on: servers were seen to fall silent
     * and to forget sockets that stay open (ComfyUI issue 15240).
     */
    void openAgainIfSilent(Duration limit) {
        WebSocket deaf = socket;
        if (deaf != null && System.nanoTime() - heardNanos > limit.toNanos()) {
            LOG.info("the web socket is silent, opening it again");
            deaf.abort();
            lost(deaf);
        }
    }

    @Override
    public void close() {
        closed = true;
        WebSocket open = socket;
        if (open != null) {
            var _ = open.sendClose(WebSocket.NORMAL_CLOSURE, "");
            later.execute(open::abort);
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        synchronized (text) {
            text.setLength(0);
        }
        socket = opened;
        heardNanos = System.nanoTime();
        if (closed) {
            opened.abort();
        } else {
            opened.request(1);
            control.nudge();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        heardNanos = System.nanoTime();
        synchronized (text) {
            if (text.length() <= MESSAGE_CHARACTERS_MAX) {
                text.append(part);
            }
            if (last) {
                hear(text.toString());
                text.setLength(0);
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        lost(from);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        lost(from);
    }

    private CompletableFuture<WebSocket> connect() {
        CompletableFuture<WebSocket> opening = http.socket("/ws?clientId=" + client, this);
        return opening.whenComplete((_, failure) -> {
            if (failure != null) {
                openLater();
            }
        });
    }

    /** The server may be gone: the run looks at once, and the socket is opened again after a while. */
    private void lost(WebSocket from) {
        if (from == socket) {
            socket = null;
            openLater();
        }
    }

    /** One at a time: of two sockets with one id the server forgets both when the first is closed. */
    private void openLater() {
        if (!closed && opening.compareAndSet(false, true)) {
            control.nudge();
            later.execute(() -> {
                opening.set(false);
                if (!closed) {
                    var _ = connect();
                }
            });
        }
    }

    private void hear(String message) {
        try {
            JsonNode json = MAPPER.readTree(message);
            estimate.hear(json).ifPresent(control::progress);
            if (estimate.isOver(json)) {
                control.nudge();
            }
        } catch (JacksonException e) {
            LOG.debug("a message that is not JSON was passed over");
        }
    }
}
