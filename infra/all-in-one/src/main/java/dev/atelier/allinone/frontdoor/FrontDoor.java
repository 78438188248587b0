package dev.atelier.allinone.frontdoor;

import dev.atelier.web.link.PublicAddress;
import dev.atelier.web.problem.Problems;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The one address of the local run: a reverse proxy that asks the {@link RouteTable} who answers. It may be opened
 * before anybody stands behind it; until then it answers 503.
 */
public final class FrontDoor implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;
    private final ConcurrentMap<Upstream, InetSocketAddress> upstreams = new ConcurrentHashMap<>();

    private FrontDoor(InetSocketAddress address, RouteTable routes, PublicAddress publicAddress) {
        QueuedThreadPool threads = new QueuedThreadPool(64, 4);
        threads.setName("front-door");
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false); // the deployables' own comes through
        http.setRequestHeaderSize(DoorLimits.HEADER_BYTES_MAX);
        http.setMaxResponseHeaderSize(DoorLimits.HEADER_BYTES_MAX);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(DoorLimits.SILENCE_MAX.toMillis());
        server.addConnector(connector);
        server.setHandler(new DoorHandler(routes, upstreams, new DoorAnswers(new Problems(publicAddress))));
        server.setStopTimeout(0);
    }

    /**
     * Opens the door.
     *
     * @param address where to listen; loopback, unless a person asked for more
     * @param backendUrl the address as clients know it, for the links in problems
     * @throws IllegalStateException when the port is taken
     */
    public static FrontDoor open(InetSocketAddress address, URI backendUrl) {
        return open(address, RouteTable.ATELIER, backendUrl);
    }

    static FrontDoor open(InetSocketAddress address, RouteTable routes, URI backendUrl) {
        FrontDoor door = new FrontDoor(address, routes, new PublicAddress(backendUrl));
        try {
            door.server.start();
            return door;
        } catch (Exception e) { // Jetty declares no less
            door.close();
            throw new IllegalStateException("the front door cannot open at " + address, e);
        }
    }

    /** From now on {@code upstream} is asked at this port of loopback. */
    public void lead(Upstream upstream, int port) {
        upstreams.put(upstream, new InetSocketAddress("127.0.0.1", port));
    }

    /** The port on which it listens. */
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // Jetty declares no less
            throw new IllegalStateException("the front door does not close", e);
        }
    }
}
