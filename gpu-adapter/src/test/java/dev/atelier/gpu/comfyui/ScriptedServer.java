package dev.atelier.gpu.comfyui;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A server that says what a test wants, for what the emulator cannot play. Unless told otherwise it is an old ComfyUI
 * (no {@code /api/jobs}, no web socket) that takes a run and knows nothing of it afterwards.
 */
final class ScriptedServer implements AutoCloseable {
    /** A request as it came. */
    record Request(String method, String path, Headers headers, String body) {}

    /** What to answer; a status of 0 cuts the connection. */
    record Answer(int status, String body) {
        static Answer json(String body) {
            return of(200, body);
        }

        static Answer of(int status, String body) {
            return new Answer(status, body);
        }

        static Answer cut() {
            return of(0, "");
        }
    }

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Function<Request, Answer>> script = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    ScriptedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        on("GET /queue", "{\"queue_running\": [], \"queue_pending\": []}");
        on("GET /history", "{}");
        on("POST /history", "");
        on("POST /queue", "");
        on("POST /interrupt", "");
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Requests are matched by method and the beginning of the path; the longest match counts. */
    void on(String route, Function<Request, Answer> answer) {
        script.put(route, answer);
    }

    void on(String route, String json) {
        on(route, _ -> Answer.json(json));
    }

    List<Request> requests(String route) {
        return requests.stream()
                .filter(request -> (request.method() + " " + request.path()).startsWith(route))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
        requests.add(request);
        Answer answer = answer(request);
        if (answer.status() > 0) {
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private Answer answer(Request request) {
        String line = request.method() + " " + request.path();
        return script.entrySet().stream()
                .filter(entry -> line.startsWith(entry.getKey()))
                .max(Map.Entry.comparingByKey(java.util.Comparator.comparingInt(String::length)))
                .map(entry -> entry.getValue().apply(request))
                .orElse(Answer.of(404, "404: Not Found"));
    }
}
