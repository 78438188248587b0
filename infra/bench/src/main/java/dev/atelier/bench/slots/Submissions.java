package dev.atelier.bench.slots;

import dev.atelier.bench.http.HttpConnection;
import dev.atelier.bench.http.Load;
import dev.atelier.bench.http.Orders;
import dev.atelier.bench.stage.People;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Jobs submitted over HTTP as the peers' harness asks for them, and who owns which. */
final class Submissions {
    private final int port;
    private final People people;
    private final Map<String, Orders.Accepted> byId = new ConcurrentHashMap<>();

    Submissions(int commandPort, People people) {
        this.port = commandPort;
        this.people = people;
    }

    /** One that was acknowledged; times in milliseconds since 1970. */
    private record Row(String seq, String id, double called, double accepted) {
        String line() {
            return String.format(Locale.ROOT, "%s %s %.3f %.3f", seq, id, called, accepted);
        }
    }

    Orders.Accepted byId(String id) {
        Orders.Accepted job = byId.get(id);
        if (job == null) {
            throw new IllegalArgumentException("not submitted here: " + id);
        }
        return job;
    }

    Map<String, Object> enqueue(String prefix, int concurrency, double seconds, long max, String file) {
        Orders orders = new Orders(people, prefix);
        Queue<Row> rows = new ConcurrentLinkedQueue<>();
        Load.Outcome outcome =
                Load.run(port, concurrency, Duration.ofNanos((long) (seconds * 1e9)), max, (connection, number) -> {
                    rows.add(submit(orders, prefix, connection, number));
                    return true;
                });
        write(file, rows);
        return Map.of(
                "accepted", outcome.done(),
                "first", rows.stream().mapToDouble(Row::called).min().orElse(0),
                "last", rows.stream().mapToDouble(Row::accepted).max().orElse(0),
                "seconds", outcome.seconds());
    }

    Map<String, Object> paced(String prefix, int rate, double seconds, String file) {
        Orders orders = new Orders(people, prefix);
        Queue<Row> rows = new ConcurrentLinkedQueue<>();
        Queue<HttpConnection> idle = new ConcurrentLinkedQueue<>();
        long begin = System.nanoTime();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < rate * seconds; i++) {
                long due = begin + i * 1_000_000_000L / rate;
                LockSupport.parkNanos(due - System.nanoTime());
                int number = i;
                executor.execute(() -> rows.add(submitOne(orders, prefix, idle, number)));
            }
        }
        idle.forEach(HttpConnection::close);
        write(file, rows);
        return Map.of("accepted", rows.size());
    }

    private Row submitOne(Orders orders, String prefix, Queue<HttpConnection> idle, int number) {
        HttpConnection pooled = idle.poll();
        HttpConnection connection = pooled == null ? new HttpConnection(port) : pooled;
        try {
            return submit(orders, prefix, connection, number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            idle.add(connection);
        }
    }

    private Row submit(Orders orders, String prefix, HttpConnection connection, int number) throws IOException {
        double called = LineProtocol.now();
        Orders.Accepted job = orders.order(connection, number);
        byId.put(job.jobId(), job);
        return new Row(prefix + "-" + number, job.jobId(), called, LineProtocol.now());
    }

    private static void write(String file, Queue<Row> rows) {
        if (!file.isEmpty()) {
            try {
                Files.write(Path.of(file), rows.stream().map(Row::line).toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
