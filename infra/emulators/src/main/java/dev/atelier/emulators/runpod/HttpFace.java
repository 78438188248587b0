package dev.atelier.emulators.runpod;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Paths, keys, limits and the script of what goes wrong on the wire. */
final class HttpFace extends Handler.Abstract {
    /** Keys of the real service begin like this; whoever sends one here has mixed up addresses. */
    private static final Pattern REAL_KEY = Pattern.compile("(?i).*\\brpa?_[A-Z0-9]{24,}.*");

    private static final int BODY_BYTES_MAX = 32 << 20;

    /** A request that was understood. */
    private record Ask(Operation operation, String id) {}

    private final RunPodEmulator.Access access;
    private final Endpoint endpoint;
    private final Results results;
    private final RateLimits limits;
    private final WireFaults faults;

    HttpFace(RunPodEmulator.Access access, Endpoint endpoint, Results results, RateLimits limits, WireFaults faults) {
        this.access = access;
        this.endpoint = endpoint;
        this.results = results;
        this.limits = limits;
        this.faults = faults;
    }

    /** Whether a key looks like one of the real service. */
    static boolean isReal(@Nullable String key) {
        return key != null && REAL_KEY.matcher(key).matches();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Optional<Ask> ask = ask(request);
        if (ask.isEmpty()) {
            send(response, callback, Answer.error(404, "there is nothing here"));
            return true;
        }
        Operation operation = ask.get().operation();
        String key = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        faults.note(operation, request.getHttpURI().getPathQuery(), key != null);
        Optional<WireFault> fault = faults.take(operation);
        if (!limits.enter(operation)) {
            send(response, callback, Answer.throttled(java.util.OptionalInt.empty()));
            return true;
        }
        try {
            serve(request, response, callback, ask.get(), fault.orElse(null));
        } finally {
            limits.leave(operation);
        }
        return true;
    }

    private void serve(Request request, Response response, Callback callback, Ask ask, @Nullable WireFault fault)
            throws IOException, InterruptedException {
        switch (fault) {
            case null -> send(response, callback, answer(request, ask));
            case WireFault.Status status -> send(response, callback, Answer.empty(status.status()));
            case WireFault.Throttled throttled -> send(response, callback, Answer.throttled(throttled.retryAfter()));
            case WireFault.Moved moved -> send(response, callback, Answer.moved(moved.to()));
            case WireFault.Cut _ -> {
                answer(request, ask);
                cut(request, callback);
            }
            case WireFault.Held held -> {
                Answer answer = answer(request, ask);
                held.until().await();
                send(response, callback, answer);
            }
            case WireFault.Slow slow -> {
                Answer answer = answer(request, ask);
                head(response, answer, answer.body().length);
                drip(response, answer.body(), slow);
                callback.succeeded();
            }
            case WireFault.TooShort tooShort -> {
                Answer answer = answer(request, ask);
                head(response, answer, answer.body().length);
                OutputStream out = Content.Sink.asOutputStream(response);
                out.write(answer.body(), 0, answer.body().length - tooShort.bytes());
                out.flush();
                cut(request, callback);
            }
            case WireFault.CutOff cutOff -> {
                Answer answer = answer(request, ask);
                send(
                        response,
                        callback,
                        new Answer(answer.status(), answer.headers(), Arrays.copyOf(answer.body(), cutOff.bytes())));
            }
            case WireFault.Garbled garbled -> {
                answer(request, ask);
                send(
                        response,
                        callback,
                        Answer.of(200, "application/json", garbled.body().getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private Answer answer(Request request, Ask ask) throws IOException, InterruptedException {
        if (ask.operation() == Operation.RESULT) {
            return results.find(ask.id())
                    .map(content -> Answer.of(200, "image/png", content))
                    .orElseGet(() -> Answer.empty(404));
        }
        if (!ask.operation().method.equals(request.getMethod())) {
            return Answer.error(405, "method not allowed");
        }
        String key = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (isReal(key)) {
            return Answer.error(401, "this is an emulator and was sent a key that looks real");
        }
        if (key == null || !access.key().equals(key.replaceFirst("^Bearer ", ""))) {
            return Answer.error(401, "unauthorized");
        }
        return endpoint.answer(ask.operation(), ask.id(), body(request));
    }

    /** Reads {@code /v2/{endpoint}/{operation}[/{id}]} and {@code /bucket/{key}}. */
    private Optional<Ask> ask(Request request) {
        String[] parts = request.getHttpURI().getPath().split("/", -1);
        if (parts.length == 3 && parts[1].equals("bucket")) {
            return Optional.of(new Ask(Operation.RESULT, parts[2]));
        }
        if (parts.length < 4 || !parts[1].equals("v2") || !parts[2].equals(access.endpoint())) {
            return Optional.empty();
        }
        String wait = Request.extractQueryParameters(request).getValue("wait");
        return Arrays.stream(Operation.values())
                .filter(each -> each != Operation.RESULT && each.path.equals(parts[3]))
                .filter(each -> parts.length == (each.takesId ? 5 : 4))
                .map(each -> new Ask(each, each.takesId ? parts[4] : wait == null ? "" : wait))
                .findFirst();
    }

    private static byte[] body(Request request) throws IOException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            return in.readNBytes(BODY_BYTES_MAX);
        }
    }

    private static void drip(Response response, byte[] body, WireFault.Slow slow)
            throws IOException, InterruptedException {
        OutputStream out = Content.Sink.asOutputStream(response);
        for (byte each : body) {
            out.write(each);
            out.flush();
            Thread.sleep(slow.perByte());
        }
    }

    private static void cut(Request request, Callback callback) {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(new EofException("connection cut on purpose"));
    }

    private static void head(Response response, Answer answer, int length) {
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
    }

    private static void send(Response response, Callback callback, Answer answer) {
        head(response, answer, answer.body().length);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }
}
