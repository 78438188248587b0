package dev.atelier.emulators.comfyui.http;

import dev.atelier.emulators.comfyui.Folders;
import dev.atelier.emulators.comfyui.Generation;
import dev.atelier.emulators.comfyui.http.HttpFaults.FileFault;
import dev.atelier.emulators.comfyui.image.MemoryLimit;
import dev.atelier.emulators.comfyui.node.NodeCatalogue;
import dev.atelier.emulators.comfyui.prompt.PromptValidation;
import dev.atelier.emulators.comfyui.python.PythonError;
import dev.atelier.emulators.comfyui.run.ServerLife;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All routes. */
public final class HttpFace extends Handler.Abstract {

    /** The default of {@code --max-upload-size}: 100 MB for any body. */
    static final int BODY_BYTES_MAX = 104_857_600;

    private static final Logger LOG = LoggerFactory.getLogger(HttpFace.class);

    private final List<Route> routes = new ArrayList<>();
    private final Supplier<ServerLife> life;
    private final Sockets sockets;
    private final HttpFaults faults;
    private final Generation generation;

    public HttpFace(
            Supplier<ServerLife> life,
            NodeCatalogue catalogue,
            Folders folders,
            MemoryLimit memory,
            Sockets sockets,
            HttpFaults faults) {
        this.life = life;
        this.sockets = sockets;
        this.faults = faults;
        this.generation = catalogue.generation();
        routes.addAll(new PromptRoutes(life, new PromptValidation(catalogue, folders), faults, generation).routes());
        routes.addAll(new QueueRoutes(life).routes());
        if (!generation.isOld()) {
            routes.addAll(new JobRoutes(life).routes());
        }
        routes.addAll(new UploadRoutes(folders).routes());
        routes.addAll(new ViewRoutes(folders, memory, generation).routes());
        routes.addAll(new SystemRoutes(catalogue).routes());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        if (OriginRule.refuses(request.getHeaders(), generation)) {
            send(request, response, callback, Answer.empty(403));
        } else if (path.equals("/ws") || path.equals("/api/ws")) {
            upgrade(request, response, callback);
        } else {
            Optional<Answer> scripted = faults.takesStatus();
            Answer answer = scripted.isPresent() ? scripted.get() : answer(request, path);
            boolean isFile = (path.equals("/view") || path.equals("/api/view")) && answer.status() == 200;
            FileFault fault = isFile ? faults.takesFileFault().orElse(null) : null;
            if (fault == null) {
                send(request, response, callback, answer);
            } else {
                struck(fault, request, new Reply(response, callback), answer);
            }
        }
        return true;
    }

    /** Where an answer goes. */
    private record Reply(Response response, Callback callback) {}

    private static void struck(FileFault fault, Request request, Reply reply, Answer answer)
            throws InterruptedException {
        switch (fault) {
            case FileFault.Lost _ -> send(request, reply.response, reply.callback, Answer.empty(404));
            case FileFault.Cut _ -> {
                half(reply.response, answer);
                endPoint(request).close();
                reply.callback.failed(new EofException("connection cut on purpose"));
            }
            case FileFault.Slow slow -> {
                int sent = half(reply.response, answer);
                Thread.sleep(slow.pause());
                int rest = answer.body().length - sent;
                reply.response.write(true, ByteBuffer.wrap(answer.body(), sent, rest), reply.callback);
            }
        }
    }

    /** Announces all of it and sends one half. */
    private static int half(Response response, Answer answer) {
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        int half = answer.body().length / 2;
        try (Blocker.Callback blocker = Blocker.callback()) {
            response.write(false, ByteBuffer.wrap(answer.body(), 0, half), blocker);
            blocker.block();
        } catch (IOException e) {
            LOG.debug("comfyui: the client did not wait for a slow file");
        }
        return half;
    }

    private void upgrade(Request request, Response response, Callback callback) {
        String clientId = Request.extractQueryParameters(request).getValue("clientId");
        boolean upgraded = ServerWebSocketContainer.get(request.getContext())
                .upgrade(
                        (ask, answer, done) -> sockets.socket(clientId, life, endPoint(request)),
                        request,
                        response,
                        callback);
        if (!upgraded) {
            String given = request.getHeaders().get(HttpHeader.UPGRADE);
            String text = "No WebSocket UPGRADE hdr: " + (given == null ? "None" : given)
                    + "\n Can \"Upgrade\" only to \"WebSocket\".";
            send(request, response, callback, Answer.text(400, text));
        }
    }

    private Answer answer(Request request, String path) throws IOException {
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(path);
            if (variables.isPresent() && route.allows(request.getMethod())) {
                return answer(request, route, variables.get());
            }
            if (variables.isPresent()) {
                allowed.add(route.method());
            }
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return allowed.isEmpty()
                ? Answer.of(404, "application/octet-stream", new byte[0])
                : Answer.text(405, "405: Method Not Allowed").with("Allow", String.join(",", allowed));
    }

    private static Answer answer(Request request, Route route, Map<String, String> variables) throws IOException {
        byte[] body = body(request);
        if (body.length > BODY_BYTES_MAX) {
            return Answer.text(413, "Maximum request body size " + BODY_BYTES_MAX + " exceeded.");
        }
        try {
            return route.handler()
                    .answer(new Ask(request.getHeaders(), variables, Request.extractQueryParameters(request), body));
        } catch (PythonError e) {
            LOG.debug("comfyui: {} {}: {}: {}", route.method(), route.template(), e.type(), e.text());
            return Answer.serverError();
        } catch (Ask.NotJson e) {
            return Answer.serverError();
        } catch (IOException | RuntimeException e) {
            LOG.warn("comfyui: {} {} failed", route.method(), route.template(), e);
            return Answer.serverError();
        }
    }

    /** The body, cut off one byte after the limit; the rest is read and thrown away, so that the client can listen. */
    private static byte[] body(Request request) throws IOException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] body = in.readNBytes(BODY_BYTES_MAX + 1);
            if (body.length > BODY_BYTES_MAX) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return body;
        }
    }

    private static EndPoint endPoint(Request request) {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }

    private static void send(Request request, Response response, Callback callback, Answer answer) {
        if (answer.cutsConnection()) {
            endPoint(request).close();
            callback.failed(new EofException("connection cut on purpose"));
            return;
        }
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        if (answer.status() != 304) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        }
        boolean hasBody = !request.getMethod().equals("HEAD");
        response.write(true, ByteBuffer.wrap(hasBody ? answer.body() : new byte[0]), callback);
    }
}
