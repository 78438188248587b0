package dev.atelier.emulators.comfyui.http;

import dev.atelier.emulators.comfyui.run.ServerLife;
import java.util.function.Supplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The server's end of one WebSocket. Public because Jetty looks its methods up by reflection. */
public final class ClientSocket implements Session.Listener.AutoDemanding {

    private static final Logger LOG = LoggerFactory.getLogger(ClientSocket.class);

    private final Sockets sockets;
    private final String client;
    private final Supplier<ServerLife> life;
    private final EndPoint endPoint;
    private boolean isFirstMessage = true;
    private @Nullable Session session;

    ClientSocket(Sockets sockets, String client, Supplier<ServerLife> life, EndPoint endPoint) {
        this.sockets = sockets;
        this.client = client;
        this.life = life;
        this.endPoint = endPoint;
    }

    @Override
    public void onWebSocketOpen(Session opening) {
        session = opening;
        ServerLife server = life.get();
        sockets.opened(opening, endPoint, client, server.queue().remaining(), server.nodeRunningFor(client));
    }

    /** Only feature flags mean something, and only as the first message. */
    @Override
    public void onWebSocketText(String text) {
        boolean isFlags = isFirstMessage && isFeatureFlags(text);
        isFirstMessage = false;
        if (isFlags && session != null) {
            sockets.sendTo(session, "feature_flags", sockets.features());
        }
    }

    /** A cut connection: told by the close that follows. */
    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("comfyui: the WebSocket of {} broke", client, cause);
    }

    @Override
    public void onWebSocketClose(int status, String reason, Callback callback) {
        sockets.closed(endPoint, client);
        callback.succeed();
    }

    private static boolean isFeatureFlags(String text) {
        try {
            return JsonMapper.shared().readTree(text).path("type").asString("").equals("feature_flags");
        } catch (JacksonException e) {
            return false;
        }
    }
}
