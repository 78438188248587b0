package dev.atelier.emulators.comfyui.http;

import dev.atelier.emulators.comfyui.Generation;
import dev.atelier.emulators.comfyui.python.PythonJson;
import dev.atelier.emulators.comfyui.run.EventSink;
import dev.atelier.emulators.comfyui.run.ServerLife;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The WebSockets by client id. Of two with one id the later one is heard; when the earlier one closes, the server
 * forgets the id, and the later one stays open and hears nothing more.
 */
public final class Sockets implements EventSink {

    private final Map<String, Session> byClient = new LinkedHashMap<>();
    private final Set<EndPoint> open = new LinkedHashSet<>();
    private final Generation generation;
    private boolean silent;
    private boolean twice;

    public Sockets(Generation generation) {
        this.generation = generation;
    }

    /** What the server can do, told to a client that told its own. */
    ObjectNode features() {
        return SystemRoutes.features(generation);
    }

    @Override
    public synchronized void send(String type, ObjectNode data, @Nullable JsonNode clientId) {
        if (clientId == null) {
            byClient.values().forEach(session -> sendTo(session, type, data));
        } else if (clientId.isString()) {
            Session session = byClient.get(clientId.stringValue());
            if (session != null) {
                sendTo(session, type, data);
            }
        }
    }

    public synchronized void silence(boolean isSilent) {
        silent = isSilent;
    }

    public synchronized void repeat(boolean everything) {
        twice = everything;
    }

    /** Forgets who is there, and closes nobody. */
    public synchronized void deafen() {
        byClient.clear();
    }

    public synchronized int listeners() {
        return byClient.size();
    }

    /** Cuts all connections without a close frame, also those that are just being opened. */
    public void drop() {
        List<EndPoint> all;
        synchronized (this) {
            all = List.copyOf(open);
            byClient.clear();
            open.clear();
        }
        all.forEach(EndPoint::close);
    }

    /** A new socket; without a client id it gets one. */
    Session.Listener socket(@Nullable String clientId, Supplier<ServerLife> life, EndPoint endPoint) {
        String client = clientId == null || clientId.isEmpty()
                ? UUID.randomUUID().toString().replace("-", "")
                : clientId;
        return new ClientSocket(this, client, life, endPoint);
    }

    synchronized void opened(
            Session session, EndPoint endPoint, String client, int remaining, @Nullable String currentNode) {
        open.add(endPoint);
        byClient.put(client, session);
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.set("status", ServerLife.remaining(remaining));
        sendTo(session, "status", status.put("sid", client));
        if (currentNode != null) {
            // As in ComfyUI this one message has no prompt id.
            sendTo(session, "executing", JsonNodeFactory.instance.objectNode().put("node", currentNode));
        }
    }

    synchronized void closed(EndPoint endPoint, String client) {
        open.remove(endPoint);
        byClient.remove(client);
    }

    synchronized void sendTo(Session session, String type, ObjectNode data) {
        if (silent) {
            return;
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", type);
        message.set("data", data);
        String text = PythonJson.dumps(message);
        session.sendText(text, Callback.NOOP);
        if (twice) {
            session.sendText(text, Callback.NOOP);
        }
    }
}
