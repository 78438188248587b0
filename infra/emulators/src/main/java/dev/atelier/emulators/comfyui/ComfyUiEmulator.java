package dev.atelier.emulators.comfyui;

import dev.atelier.emulators.comfyui.http.HttpFace;
import dev.atelier.emulators.comfyui.http.HttpFaults;
import dev.atelier.emulators.comfyui.http.Sockets;
import dev.atelier.emulators.comfyui.image.MemoryLimit;
import dev.atelier.emulators.comfyui.node.NodeCatalogue;
import dev.atelier.emulators.comfyui.run.RunFaults;
import dev.atelier.emulators.comfyui.run.ServerLife;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/**
 * A stand-in for ComfyUI: speaks the HTTP and WebSocket protocol of version 0.33.0 (or, if asked to, of
 * 0.3.64) on a loopback port and really
 * executes the nodes of core ComfyUI that need no model (see {@code object-info.json}). The nodes of an SDXL graph are
 * declared too, so that such a graph is refused for its missing model. Queue, history and cache live in memory; files
 * live below the data folder ({@code input, output, temp}) and survive a restart.
 *
 * <p>Beyond the real one it can fail on purpose, see {@link #faults()}. Not there: models, custom nodes, the web front
 * end, users, assets, {@code /upload/mask}, preview pictures on the WebSocket, and the security headers for browsers.
 */
public final class ComfyUiEmulator implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int THREADS_MAX = 24;
    /** As long as aiohttp keeps an idle connection. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(3630);

    private final Server server = new Server(threads());
    private final ServerConnector connector;
    private final Folders folders;
    private final NodeCatalogue catalogue;
    private final MemoryLimit memory = MemoryLimit.ofThisProcess();
    private final Sockets sockets;
    private final RunFaults runFaults = new RunFaults();
    private final HttpFaults httpFaults = new HttpFaults(this::restart);
    private final AtomicReference<ServerLife> life = new AtomicReference<>();

    private ComfyUiEmulator(int port, Path data, Generation generation) {
        folders = Folders.under(data);
        sockets = new Sockets(generation);
        catalogue = new NodeCatalogue(folders, generation);
        life.set(newLife());
        connector = connector(port);
        server.addConnector(connector);
        ServerWebSocketContainer.ensure(server).setIdleTimeout(Duration.ZERO);
        server.setHandler(new HttpFace(life::get, catalogue, folders, memory, sockets, httpFaults));
    }

    /** Starts on a free port. */
    public static ComfyUiEmulator start(Path data) {
        return start(0, data);
    }

    /** Starts the newer generation. */
    public static ComfyUiEmulator start(int port, Path data) {
        return start(port, data, Generation.V0_33_0);
    }

    /**
     * Starts.
     *
     * @param port the loopback port; 0 takes a free one
     * @param data the folder for input, output and temp; made if absent
     * @param generation which protocol to speak
     * @throws IllegalStateException if the port is taken
     */
    public static ComfyUiEmulator start(int port, Path data, Generation generation) {
        ComfyUiEmulator emulator = new ComfyUiEmulator(port, data, generation);
        try {
            emulator.server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the ComfyUI emulator cannot listen on port " + port, e);
        }
        return emulator;
    }

    /** Where it listens, without a slash at the end. */
    public URI baseUrl() {
        return URI.create("http://" + HOST + ":" + port());
    }

    public int port() {
        return connector.getLocalPort();
    }

    public Generation generation() {
        return catalogue.generation();
    }

    public Folders folders() {
        return folders;
    }

    public Faults faults() {
        return new ScriptedFaults(
                runFaults, httpFaults, sockets, this::restart, () -> life.get().end());
    }

    @Override
    public void close() {
        life.get().end();
        sockets.drop();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the ComfyUI emulator did not stop", e);
        }
    }

    private void restart() {
        life.get().end();
        sockets.drop();
        try {
            folders.emptyTemp();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        life.set(newLife());
    }

    private ServerLife newLife() {
        ServerLife next = new ServerLife(catalogue, folders, memory, runFaults, sockets);
        next.begin();
        return next;
    }

    private ServerConnector connector(int port) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        ServerConnector http = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        http.setHost(HOST);
        http.setPort(port);
        http.setIdleTimeout(KEEP_ALIVE.toMillis());
        return http;
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX);
        threads.setName("comfyui");
        threads.setDaemon(true);
        return threads;
    }
}
