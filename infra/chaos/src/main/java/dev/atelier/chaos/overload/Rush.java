package dev.atelier.chaos.overload;

import dev.atelier.bench.http.HttpAnswer;
import dev.atelier.bench.http.HttpConnection;
import dev.atelier.bench.http.HttpRequest;
import dev.atelier.bench.stage.People;
import dev.atelier.bench.stage.People.Person;
import dev.atelier.chaos.customer.Promises;
import dev.atelier.chaos.customer.Promises.Promise;
import dev.atelier.chaos.stage.Orders;
import dev.atelier.chaos.stage.Pause;
import dev.atelier.wire.WireJson;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * People who order without mercy: who is refused does not wait as long as the answer says, and orders something else at
 * once.
 */
public final class Rush {
    private static final int ACCEPTED = 202;
    private static final int IN_FLIGHT = 429;
    private static final int BUSY = 503;

    private final People people;
    private final int port;
    private final Promises promises;
    private final Queue<HttpConnection> idle = new ConcurrentLinkedQueue<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();

    /** @param port of the command side */
    public Rush(People people, int port, Promises promises) {
        this.people = people;
        this.port = port;
        this.promises = promises;
    }

    /** What came of the orders so far. @param inFlight refused with 429, @param busy refused with 503 */
    public record Answers(int accepted, int inFlight, int busy) {
        public int all() {
            return accepted + inFlight + busy;
        }

        /** Those since an earlier look. */
        public Answers since(Answers before) {
            return new Answers(accepted - before.accepted, inFlight - before.inFlight, busy - before.busy);
        }
    }

    public Answers answers() {
        return new Answers(accepted.get(), inFlight.get(), busy.get());
    }

    /** So many orders, by so many connections, each of which waits for its answer. */
    public void orders(int connections, int count) {
        AtomicInteger left = new AtomicInteger(count);
        crowd(connections, () -> left.getAndDecrement() > 0);
    }

    /** Orders by so many connections, each of which waits for its answer, until the time is up. */
    public void crowd(int connections, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        crowd(connections, () -> System.nanoTime() < end);
    }

    /** Orders at this rate, whatever becomes of the orders before. */
    public void paced(double perSecond, Duration time) {
        long begin = System.nanoTime();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            long count = Math.round(perSecond * time.toMillis() / 1_000);
            for (int number = 0; number < count; number++) {
                Pause.until(begin + Math.round(number * 1e9 / perSecond));
                executor.execute(this::pooled);
            }
        }
    }

    private interface Going {
        boolean on();
    }

    private void crowd(int connections, Going going) {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                executor.execute(() -> {
                    try (HttpConnection connection = new HttpConnection(port)) {
                        while (going.on()) {
                            order(connection);
                        }
                    }
                });
            }
        }
    }

    private void pooled() {
        HttpConnection pooled = idle.poll();
        HttpConnection connection = pooled == null ? new HttpConnection(port) : pooled;
        order(connection);
        idle.add(connection);
    }

    private void order(HttpConnection connection) {
        int number = numbers.getAndIncrement();
        Person person = people.of(number);
        try {
            HttpAnswer answer = connection.send(HttpRequest.post(
                    "/api/jobs",
                    person.token(),
                    "Idempotency-Key: rush-" + number + "\r\n",
                    Orders.of(Orders.SQUARE, number)));
            switch (answer.status()) {
                case ACCEPTED -> {
                    accepted.incrementAndGet();
                    String id =
                            WireJson.mapper().readTree(answer.body()).path("id").asString();
                    promises.add(new Promise(id, number % people.count()));
                }
                case IN_FLIGHT -> refused(inFlight, answer);
                case BUSY -> refused(busy, answer);
                default -> complaints.add(answer.status() + " " + answer.text());
            }
        } catch (IOException e) {
            complaints.add("no answer: " + e);
        }
    }

    private void refused(AtomicInteger counter, HttpAnswer answer) {
        counter.incrementAndGet();
        if (answer.retryAfter().isEmpty()) {
            complaints.add(answer.status() + " without Retry-After: " + answer.text());
        }
    }

    /** Answers that no client should get. */
    public Queue<String> complaints() {
        return complaints;
    }
}
