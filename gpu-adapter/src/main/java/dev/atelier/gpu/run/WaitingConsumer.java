package dev.atelier.gpu.run;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A consumer that only collects, and knows when nothing more can come. */
final class WaitingConsumer extends DefaultConsumer {
    private static final long LOOK_UP_MILLIS = 250;
    private static final long CANCEL_SECONDS = 5;

    /** What has come, over all consumers of a channel. */
    static final class Arrivals {
        private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();

        /** The first delivery; nothing if it is no longer wanted. */
        Optional<Delivery> await(BooleanSupplier wanted) throws InterruptedException {
            Optional<Delivery> first = Optional.empty();
            while (first.isEmpty() && wanted.getAsBoolean()) {
                first = Optional.ofNullable(deliveries.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS));
            }
            return first;
        }

        Optional<Delivery> next() {
            return Optional.ofNullable(deliveries.poll());
        }
    }

    private final CountDownLatch over = new CountDownLatch(1);
    private final Arrivals arrivals;

    WaitingConsumer(Channel channel, Arrivals arrivals) {
        super(channel);
        this.arrivals = arrivals;
    }

    /** Ends the consumer; afterwards everything that was sent to it has arrived. */
    void cancel() throws IOException, InterruptedException {
        getChannel().basicCancel(getConsumerTag());
        if (!over.await(CANCEL_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the broker does not answer");
        }
    }

    @Override
    public void handleDelivery(String consumerTag, Envelope envelope, BasicProperties properties, byte[] body) {
        arrivals.deliveries.add(new Delivery(envelope, properties, body));
    }

    @Override
    public void handleCancelOk(String consumerTag) {
        over.countDown();
    }

    @Override
    public void handleCancel(String consumerTag) {
        over.countDown();
    }

    @Override
    public void handleShutdownSignal(String consumerTag, ShutdownSignalException signal) {
        over.countDown();
    }
}
