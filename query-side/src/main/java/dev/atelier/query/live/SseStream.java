package dev.atelier.query.live;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/**
 * Server-sent events (HTML Living Standard, section 9.2) on the thread of the request, which is a virtual one: each
 * event is flushed, and a client that went away shows as an {@link IOException}.
 */
final class SseStream {
    private final OutputStream out;
    private final JsonMapper json;

    private SseStream(OutputStream out, JsonMapper json) {
        this.out = out;
        this.json = json;
    }

    static SseStream open(HttpServletResponse response, JsonMapper json) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
        // nginx would hold events back otherwise
        response.setHeader("X-Accel-Buffering", "no");
        response.flushBuffer();
        return new SseStream(response.getOutputStream(), json);
    }

    /** @param id what the client hands back when it reconnects; null for what it need not remember */
    void send(String event, @Nullable String id, Object data) throws IOException {
        String head = (id == null ? "" : "id: " + id + "\n") + "event: " + event + "\n";
        write(head + "data: " + json.writeValueAsString(data) + "\n\n");
    }

    void heartbeat() throws IOException {
        write(": still here\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
