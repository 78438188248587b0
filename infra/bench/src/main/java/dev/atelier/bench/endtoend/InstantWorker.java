package dev.atelier.bench.endtoend;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.run.RunClaim;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.run.RunReport.RunSucceeded;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.contracts.wire.WireNames;
import dev.atelier.wire.WireJson;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A back end that takes no time. It speaks the gpu-adapter's protocol: takes an order from the pool's queue, claims the
 * attempt, acknowledges the order when the claim is answered, stores the result, and reports it until the broker has
 * confirmed the report.
 */
public final class InstantWorker implements AutoCloseable {
    /** How many orders it has in hand at once. */
    public static final int IN_HAND = 32;

    private static final String NAME = "bench-worker";
    private static final String REPLIES = "amq.rabbitmq.reply-to";
    private static final int PERSISTENT = 2;
    private static final int STOP_MILLIS = 2_000;

    /** An order whose claim has not been answered yet. */
    private record Claimed(RunOrder order, String run, long deliveryTag) {}

    private final Connection connection;
    private final Channel orders;
    private final Channel claims;
    private final Channel reports;
    private final Results results;
    private final Consumer<RunOrder> onReport;
    private final ExecutorService storing = Executors.newFixedThreadPool(8);
    private final Map<String, Claimed> claimed = new ConcurrentHashMap<>();
    private final ConcurrentNavigableMap<Long, byte[]> unconfirmed = new ConcurrentSkipListMap<>();

    /** Where the result of a run goes. */
    @FunctionalInterface
    public interface Results {
        /** Returns what can be reported: something that lies in the bucket. */
        Artifact store(RunOrder order) throws IOException;
    }

    private InstantWorker(Connection connection, Results results, Consumer<RunOrder> onReport) throws IOException {
        this.connection = connection;
        this.results = results;
        this.onReport = onReport;
        orders = connection.createChannel();
        claims = connection.createChannel();
        reports = connection.createChannel();
    }

    /**
     * Begins to work.
     *
     * @param onReport told of each order right after its report was sent
     */
    public static InstantWorker start(URI broker, String pool, Results results, Consumer<RunOrder> onReport) {
        try {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(broker);
            InstantWorker worker = new InstantWorker(factory.newConnection(NAME), results, onReport);
            worker.listen(pool);
            return worker;
        } catch (Exception e) {
            throw new IllegalStateException("the worker cannot reach the broker", e);
        }
    }

    private void listen(String pool) throws IOException {
        reports.confirmSelect();
        reports.addConfirmListener(
                (tag, multiple) -> confirmed(tag, multiple), (tag, multiple) -> sendAgain(tag, multiple));
        claims.basicConsume(REPLIES, true, (tag, reply) -> answered(reply), tag -> {});
        // As an adapter does: one listener for each free place, by which the orchestrator knows how many there are.
        orders.basicQos(1);
        for (int place = 0; place < IN_HAND; place++) {
            orders.basicConsume(Routes.runsQueue(pool), false, (tag, order) -> claim(order), tag -> {});
        }
    }

    private void claim(Delivery delivery) throws IOException {
        RunOrder order = WireJson.read(delivery.getBody(), RunOrder.class);
        String run = order.jobId() + ":" + order.attempt();
        claimed.put(run, new Claimed(order, run, delivery.getEnvelope().getDeliveryTag()));
        byte[] claim = WireJson.write(new RunClaim(order.jobId(), order.attempt(), NAME, run));
        AMQP.BasicProperties properties = properties(RunClaim.class, run + "/claim")
                .replyTo(REPLIES)
                .correlationId(run)
                .build();
        synchronized (claims) {
            claims.basicPublish(Routes.REPORTS, Routes.CLAIMS_QUEUE, properties, claim);
        }
    }

    private void answered(Delivery reply) throws IOException {
        Claimed asked = claimed.remove(String.valueOf(reply.getProperties().getCorrelationId()));
        if (asked == null) {
            return;
        }
        synchronized (orders) {
            orders.basicAck(asked.deliveryTag(), false);
        }
        boolean accepted = WireNames.message(reply.getProperties().getType())
                .filter(name -> name.type() == RunClaim.Answer.Accepted.class)
                .isPresent();
        if (accepted) {
            storing.execute(() -> report(asked));
        }
    }

    private void report(Claimed asked) {
        try {
            RunOrder order = asked.order();
            RunSucceeded report = new RunSucceeded(
                    order.jobId(), order.attempt(), List.of(results.store(order)), Duration.ofMillis(1));
            publish(asked.run(), WireJson.write(report));
            onReport.accept(order);
        } catch (IOException | RuntimeException e) {
            System.err.println("a result could not be reported: " + e);
        }
    }

    private void publish(String run, byte[] report) throws IOException {
        synchronized (reports) {
            unconfirmed.put(reports.getNextPublishSeqNo(), report);
            reports.basicPublish(
                    Routes.REPORTS,
                    Routes.REPORTS_QUEUE,
                    true,
                    properties(RunSucceeded.class, run + "/report").build(),
                    report);
        }
    }

    private void confirmed(long tag, boolean multiple) {
        if (multiple) {
            unconfirmed.headMap(tag, true).clear();
        } else {
            unconfirmed.remove(tag);
        }
    }

    private void sendAgain(long tag, boolean multiple) throws IOException {
        Map<Long, byte[]> refused = multiple ? Map.copyOf(unconfirmed.headMap(tag, true)) : one(tag);
        unconfirmed.keySet().removeAll(refused.keySet());
        for (byte[] report : refused.values()) {
            RunSucceeded again = WireJson.read(report, RunSucceeded.class);
            publish(again.jobId() + ":" + again.attempt(), report);
        }
    }

    private Map<Long, byte[]> one(long tag) {
        byte[] report = unconfirmed.get(tag);
        return report == null ? Map.of() : Map.of(tag, report);
    }

    private static AMQP.BasicProperties.Builder properties(Class<?> type, String messageId) {
        return new AMQP.BasicProperties.Builder()
                .type(WireNames.ofMessage(type).orElseThrow().name())
                .messageId(messageId)
                .contentType("application/json")
                .contentEncoding("UTF-8")
                .deliveryMode(PERSISTENT)
                .headers(Map.of("actor", "worker:" + NAME));
    }

    /** Takes no more orders; what has been claimed is reported first. */
    @Override
    public void close() {
        storing.shutdown();
        try {
            storing.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.abort(STOP_MILLIS);
    }
}
