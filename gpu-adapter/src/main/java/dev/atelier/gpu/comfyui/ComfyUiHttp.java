package dev.atelier.gpu.comfyui;

import dev.atelier.gpu.backend.LimitedFile;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/**
 * ComfyUI's HTTP. HTTP/1.1 only: its server (aiohttp) ignores the upgrade to 2. No {@code Origin} is ever sent: a server
 * on loopback answers 403 to a foreign one.
 */
final class ComfyUiHttp implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final long JSON_BYTES_MAX = 64L << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final String base;
    private final ComfyUiSettings settings;

    ComfyUiHttp(ComfyUiSettings settings) {
        this.settings = settings;
        this.base = settings.url().toString().replaceAll("/+$", "");
    }

    Reply get(String path) throws NoAnswerException, InterruptedException {
        return json(request(path).GET().build(), settings.requestTimeout());
    }

    Reply post(String path) throws NoAnswerException, InterruptedException {
        return json(request(path).POST(BodyPublishers.noBody()).build(), settings.requestTimeout());
    }

    Reply post(String path, JsonNode body) throws NoAnswerException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return json(request, settings.requestTimeout());
    }

    Reply upload(String path, String contentType, BodyPublisher body) throws NoAnswerException, InterruptedException {
        HttpRequest request =
                request(path).header("Content-Type", contentType).POST(body).build();
        return json(request, settings.transferTimeout());
    }

    /** Fetches a file. The answer's status is returned; the file holds what was wanted if it is 200. */
    int download(String path, LimitedFile file) throws NoAnswerException, InterruptedException {
        return exchange(request(path).GET().build(), file, settings.transferTimeout())
                .statusCode();
    }

    /** Opens the web socket at the path. */
    CompletableFuture<WebSocket> socket(String path, WebSocket.Listener listener) {
        URI uri = URI.create(base.replaceFirst("^http", "ws") + path);
        return client.newWebSocketBuilder().connectTimeout(CONNECT_TIMEOUT).buildAsync(uri, listener);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    private Reply json(HttpRequest request, Duration timeout) throws NoAnswerException, InterruptedException {
        HttpResponse<byte[]> answer =
                exchange(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), JSON_BYTES_MAX), timeout);
        return Reply.of(answer.statusCode(), answer.body());
    }

    /** Bounds the whole exchange: the request's own timeout ends with the answer's headers. */
    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler, Duration timeout)
            throws NoAnswerException, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, handler);
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new NoAnswerException(!isRefused(cause), describe(request, cause), e);
        } catch (TimeoutException e) {
            throw new NoAnswerException(true, describe(request, e), e);
        } finally {
            answer.cancel(true);
        }
    }

    private static boolean isRefused(Throwable cause) {
        return cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    }

    private static String describe(HttpRequest request, Throwable cause) {
        return request.method() + " " + request.uri().getPath() + ": "
                + cause.getClass().getSimpleName();
    }
}
