package dev.atelier.bench.slots;

import dev.atelier.bench.endtoend.InstantWorker;
import dev.atelier.bench.endtoend.ResultStores;
import dev.atelier.bench.http.HttpAnswer;
import dev.atelier.bench.http.HttpConnection;
import dev.atelier.bench.http.HttpRequest;
import dev.atelier.bench.http.StatusPart;
import dev.atelier.bench.stage.Preset;
import dev.atelier.contracts.run.RunOrder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * The working side of the slot {@code platform}: the instant back end, and readers who ask by long poll until the read
 * model says that a job has succeeded. Only then it counts as done.
 */
final class PlatformWorker implements AutoCloseable {
    private static final int READERS = 8;
    private static final Duration READ_BACK = Duration.ofSeconds(6);
    private static final long LOOK_AGAIN_NANOS = 10_000_000;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final BlockingQueue<RunOrder> reported = new LinkedBlockingQueue<>();
    private final AtomicLong unread = new AtomicLong();

    Map<String, Object> answer(String op, JsonNode request) throws IOException {
        return switch (op) {
            case "hello" -> PlatformProducer.hello();
            case "start" -> start(Path.of(request.path("log").asString()));
            case "doneTimes" -> Map.of("own", false);
            default -> throw new IllegalArgumentException("unknown: " + op);
        };
    }

    private Map<String, Object> start(Path log) throws IOException {
        SlotState state = SlotState.read(SlotServers.database());
        BufferedWriter done = Files.newBufferedWriter(log);
        parts.push(done);
        for (int i = 0; i < READERS; i++) {
            Thread.ofPlatform().daemon().name("reader-" + i).start(() -> follow(state, done));
        }
        InstantWorker.Results results = ResultStores.linked(state.settings(), Path.of(state.bucketFolder()));
        parts.push(InstantWorker.start(URI.create(SlotServers.brokerUri()), Preset.POOL, results, this::report));
        return Map.of();
    }

    private void report(RunOrder order) {
        unread.incrementAndGet();
        reported.add(order);
    }

    private void follow(SlotState state, BufferedWriter done) {
        try (HttpConnection connection = new HttpConnection(state.queryPort())) {
            while (true) {
                RunOrder order = reported.take();
                String seq = seq(order);
                int number = Integer.parseInt(seq.substring(seq.indexOf('-') + 1));
                String token = state.tokens().get(number % state.tokens().size());
                awaitSuccess(connection, "/api/jobs/" + order.jobId(), token);
                String line = String.format(Locale.ROOT, "%s %.3f%n", seq, LineProtocol.now());
                synchronized (done) {
                    done.write(line);
                    done.flush();
                }
                unread.decrementAndGet();
            }
        } catch (IOException e) {
            System.err.println("a reader gave up: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReaders() {
        long end = System.nanoTime() + READ_BACK.toNanos();
        while (unread.get() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private static void awaitSuccess(HttpConnection connection, String path, String token) throws IOException {
        HttpAnswer answer = connection.send(HttpRequest.get(path, token, ""));
        while (!StatusPart.saysSucceeded(answer)) {
            String known = answer.etag().isEmpty() ? "" : "If-None-Match: " + answer.etag() + "\r\nPrefer: wait=5\r\n";
            answer = connection.send(HttpRequest.get(path, token, known));
        }
    }

    /** The prompt begins with the job's number in the series. */
    private static String seq(RunOrder order) {
        return order.values().stream()
                .map(RunOrder.PlacedValue::value)
                .filter(RunOrder.Value.Text.class::isInstance)
                .map(value -> ((RunOrder.Value.Text) value).value())
                .map(text -> text.substring(0, text.indexOf(' ')))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("an order without a prompt"));
    }

    /** The worker first; then whatever it reported is read back, for as long as the harness waits for our end. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
                awaitReaders();
            } catch (Exception e) {
                System.err.println("a part did not stop: " + e);
            }
        }
    }
}
