package dev.atelier.chaos.customer;

import dev.atelier.bench.http.HttpAnswer;
import dev.atelier.bench.http.HttpConnection;
import java.io.IOException;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** The replicas of a deployable as a client behind a load balancer meets them: in turn, over kept-alive connections. */
public final class Replicas {
    private static final int PATIENCE_MILLIS = 20_000;

    private final List<Integer> ports;
    private final Map<Integer, Deque<HttpConnection>> idle = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    /** @param ports of loopback */
    public Replicas(List<Integer> ports) {
        this.ports = ports;
    }

    /** Asks the next one. @throws IOException when it gives no answer in time */
    public HttpAnswer send(byte[] request) throws IOException {
        int port = ports.get(Math.floorMod(turn.getAndIncrement(), ports.size()));
        Deque<HttpConnection> pool = idle.computeIfAbsent(port, key -> new ConcurrentLinkedDeque<>());
        for (HttpConnection pooled = pool.pollLast(); pooled != null; pooled = pool.pollLast()) {
            if (!pooled.isStale()) {
                return sent(request, pooled, pool);
            }
            pooled.close();
        }
        return sent(request, new HttpConnection(port, PATIENCE_MILLIS), pool);
    }

    private static HttpAnswer sent(byte[] request, HttpConnection connection, Deque<HttpConnection> pool)
            throws IOException {
        HttpAnswer answer;
        try {
            answer = connection.send(request);
        } catch (IOException e) {
            connection.close();
            throw e;
        }
        pool.add(connection);
        return answer;
    }
}
