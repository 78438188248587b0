package dev.atelier.bench.endtoend;

import dev.atelier.bench.http.HttpAnswer;
import dev.atelier.bench.http.HttpConnection;
import dev.atelier.bench.http.HttpRequest;
import dev.atelier.bench.http.Orders;
import dev.atelier.bench.http.StatusPart;
import dev.atelier.bench.report.Latencies;
import dev.atelier.bench.stage.People;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Jobs at a fixed rate, whatever became of the ones before (an open loop): from the moment each one is due to the
 * moment its owner reads that it has succeeded. The owner asks by long poll, as a client does.
 */
final class PacedJobs {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    record Outcome(
            Latencies latencies,
            List<Orders.Accepted> accepted,
            int failed,
            @Nullable String firstFailure) {}

    private final int commandPort;
    private final int queryPort;
    private final Orders orders;
    private final Queue<HttpConnection> idle = new ConcurrentLinkedQueue<>();
    private final Queue<HttpConnection> idleReaders = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Latencies latencies = new Latencies();

    PacedJobs(int commandPort, int queryPort, People people) {
        this.commandPort = commandPort;
        this.queryPort = queryPort;
        this.orders = new Orders(people, "cpaced");
    }

    Outcome run(int perSecond, Duration time) {
        long begin = System.nanoTime();
        long count = perSecond * time.toSeconds();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                long due = begin + i * 1_000_000_000L / perSecond;
                awaitInstant(due);
                int number = i;
                executor.execute(() -> follow(number, due));
            }
        }
        idle.forEach(HttpConnection::close);
        idleReaders.forEach(HttpConnection::close);
        return new Outcome(latencies, new ArrayList<>(orders.accepted()), failures.size(), failures.peek());
    }

    private void follow(int number, long due) {
        try {
            Orders.Accepted job = submit(number);
            awaitSuccess(job);
            long took = System.nanoTime() - due;
            synchronized (latencies) {
                latencies.add(took);
            }
        } catch (IOException | RuntimeException e) {
            failures.add(e.toString());
        }
    }

    private Orders.Accepted submit(int number) throws IOException {
        HttpConnection connection = take(idle, commandPort);
        Orders.Accepted job = orders.order(connection, number);
        idle.add(connection);
        return job;
    }

    private void awaitSuccess(Orders.Accepted job) throws IOException {
        HttpConnection connection = take(idleReaders, queryPort);
        long end = System.nanoTime() + PATIENCE.toNanos();
        String path = "/api/jobs/" + job.jobId() + "?logPosition=" + job.logPosition();
        String token = job.owner().token();
        HttpAnswer answer = connection.send(HttpRequest.get(path, token, ""));
        while (!StatusPart.saysSucceeded(answer)) {
            if (System.nanoTime() > end) {
                throw new IOException("not succeeded in time: " + answer.status() + " " + answer.text());
            }
            String known = answer.etag().isEmpty() ? "" : "If-None-Match: " + answer.etag() + "\r\nPrefer: wait=10\r\n";
            answer = connection.send(HttpRequest.get("/api/jobs/" + job.jobId(), token, known));
        }
        idleReaders.add(connection);
    }

    private static HttpConnection take(Queue<HttpConnection> idle, int port) {
        HttpConnection connection = idle.poll();
        return connection == null ? new HttpConnection(port) : connection;
    }

    private static void awaitInstant(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
