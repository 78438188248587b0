package dev.atelier.query;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of server-sent events. */
public final class EventStream implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();

    /** One event; a comment has the event {@code comment}, the end of the stream {@code end}. */
    public record Frame(@Nullable String id, String event, String data) {
        public JsonNode json() {
            return JsonMapper.shared().readTree(data);
        }
    }

    EventStream(HttpClient http, HttpRequest request) {
        try {
            response = http.send(request, BodyHandlers.ofInputStream());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no answer", e);
        }
        Thread.ofVirtual().start(this::read);
    }

    public int status() {
        return response.statusCode();
    }

    public HttpResponse<InputStream> response() {
        return response;
    }

    /** The next event, without comments. */
    public Frame next() {
        return next(false);
    }

    /** The next event or comment. */
    public Frame nextOrComment() {
        return next(true);
    }

    private Frame next(boolean comments) {
        try {
            Frame frame;
            do {
                frame = frames.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } while (frame != null && !comments && frame.event().equals("comment"));
            if (frame == null) {
                throw new AssertionError("no event came");
            }
            return frame;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = null;
            String event = "message";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":")) {
                    frames.add(new Frame(null, "comment", line));
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring(6));
                } else if (line.isEmpty() && !data.isEmpty()) {
                    frames.add(new Frame(id, event, data.toString()));
                    id = null;
                    event = "message";
                    data.setLength(0);
                }
            }
            frames.add(new Frame(null, "end", ""));
        } catch (IOException e) {
            frames.add(new Frame(null, "end", e.toString()));
        }
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
