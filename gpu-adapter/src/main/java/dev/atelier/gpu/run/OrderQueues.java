package dev.atelier.gpu.run;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes one order at a time from the pools' queues. While a run goes on nothing is prefetched, so an order never waits
 * behind a run while another adapter is free: a consumer is there only while somebody waits for an order, and is
 * cancelled before the order's acknowledgement would let the broker send the next.
 */
final class OrderQueues implements AutoCloseable {
    private final ConnectionFactory factory;
    private static final long SLICE_NANOS = Duration.ofMillis(200).toNanos();

    private final List<String> queues;
    private final AtomicInteger turn = new AtomicInteger();
    private @Nullable Connection connection;

    OrderQueues(ConnectionFactory factory, List<String> queues) {
        this.factory = factory;
        this.queues = List.copyOf(queues);
    }

    /**
     * Waits for an order.
     *
     * @param wanted asked now and then whether to go on waiting
     * @throws IOException when the broker is away; the caller tries again
     */
    Optional<TakenOrder> take(BooleanSupplier wanted) throws IOException, InterruptedException {
        Channel channel = channel();
        boolean taken = false;
        try {
            Optional<TakenOrder> order = first(channel, wanted).map(delivery -> new TakenOrder(channel, delivery));
            taken = order.isPresent();
            return order;
        } finally {
            if (!taken) {
                channel.abort();
            }
        }
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            connection.abort(1000);
        }
    }

    /**
     * One queue after the other, each time beginning with the next: with a consumer on several at once, one order more
     * than wanted could come, and giving it back counts as a failed delivery.
     */
    private Optional<Delivery> first(Channel channel, BooleanSupplier wanted) throws IOException, InterruptedException {
        channel.basicQos(1);
        Optional<Delivery> first = Optional.empty();
        while (first.isEmpty() && wanted.getAsBoolean() && channel.isOpen()) {
            first = first(channel, queues.get(Math.floorMod(turn.getAndIncrement(), queues.size())), wanted);
        }
        return first;
    }

    private Optional<Delivery> first(Channel channel, String queue, BooleanSupplier wanted)
            throws IOException, InterruptedException {
        WaitingConsumer.Arrivals arrivals = new WaitingConsumer.Arrivals();
        WaitingConsumer consumer = new WaitingConsumer(channel, arrivals);
        long begin = System.nanoTime();
        channel.basicConsume(queue, false, consumer);
        Optional<Delivery> first = arrivals.await(() -> wanted.getAsBoolean()
                && channel.isOpen()
                && (queues.size() == 1 || System.nanoTime() - begin < SLICE_NANOS));
        consumer.cancel();
        return first.isPresent() ? first : arrivals.next();
    }

    private synchronized Channel channel() throws IOException {
        Connection open = connection;
        try {
            if (open == null || !open.isOpen()) {
                open = factory.newConnection("orders");
                connection = open;
            }
        } catch (TimeoutException e) {
            throw new IOException("the broker does not answer", e);
        }
        return open.openChannel().orElseThrow(() -> new IOException("no channel left"));
    }
}
