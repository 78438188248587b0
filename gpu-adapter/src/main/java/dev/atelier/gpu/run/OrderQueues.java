package dev.atelier.gpu.run;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes one order at a time from the pools' queues. While a run goes on nothing is prefetched, so an order never waits
 * behind a run while another adapter is free: a consumer is there only while somebody waits for an order, and is
 * cancelled before the order's acknowledgement would let the broker send the next.
 */
final class OrderQueues implements AutoCloseable {
    private final ConnectionFactory factory;
    private final List<String> queues;
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

    private Optional<Delivery> first(Channel channel, BooleanSupplier wanted) throws IOException, InterruptedException {
        channel.basicQos(1);
        List<WaitingConsumer> consumers = new ArrayList<>();
        WaitingConsumer.Arrivals arrivals = new WaitingConsumer.Arrivals();
        for (String queue : queues) {
            WaitingConsumer consumer = new WaitingConsumer(channel, arrivals);
            channel.basicConsume(queue, false, consumer);
            consumers.add(consumer);
        }
        Optional<Delivery> first = arrivals.await(() -> wanted.getAsBoolean() && channel.isOpen());
        for (WaitingConsumer consumer : consumers) {
            consumer.cancel();
        }
        if (first.isEmpty()) {
            first = arrivals.next();
        }
        for (Optional<Delivery> more = arrivals.next(); more.isPresent(); more = arrivals.next()) {
            channel.basicNack(more.get().getEnvelope().getDeliveryTag(), false, true);
        }
        return first;
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
