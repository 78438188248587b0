package dev.atelier.command.intake;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpRejectAndDontRequeueException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.rabbit.connection.ChannelProxy;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;

/**
 * Handles as many messages at once as the broker hands out, each on a virtual thread of its own, so that their appends
 * to the log share a commit. Each is acknowledged after it was handled.
 */
final class ConcurrentListener implements ChannelAwareMessageListener {
    private static final Logger LOG = LoggerFactory.getLogger("[QUEUE]");

    private final MessageListener listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Acknowledgements acknowledgements;

    /** @param listener throws what keeps a message from being acknowledged, as in a container of Spring's */
    ConcurrentListener(MessageListener listener) {
        this.listener = listener;
    }

    /** Called by one thread at a time, in the order of delivery. */
    @Override
    public void onMessage(Message message, @Nullable Channel channel) {
        Channel delivering = itself(channel);
        Acknowledgements current = acknowledgements;
        if (current == null || !current.isOf(delivering)) {
            current = new Acknowledgements(delivering);
            acknowledgements = current;
        }
        Acknowledgements.Delivery delivery =
                current.delivered(message.getMessageProperties().getDeliveryTag());
        try {
            threads.execute(() -> handle(message, delivery));
        } catch (RejectedExecutionException e) {
            LOG.debug("stopping, the message stays in its queue");
        }
    }

    /**
     * The broker's channel, not Spring's stand-in for it: after a broken connection that one leads to another channel,
     * whose tags begin at 1 again, and a late word about a message of the old one would acknowledge new messages that
     * nobody has handled.
     */
    private static Channel itself(@Nullable Channel channel) {
        return switch (channel) {
            case null -> throw new IllegalArgumentException("acknowledging needs the channel");
            case ChannelProxy proxy -> proxy.getTargetChannel();
            default -> channel;
        };
    }

    private void handle(Message message, Acknowledgements.Delivery delivery) {
        try {
            try {
                listener.onMessage(message);
                delivery.done();
            } catch (AmqpRejectAndDontRequeueException e) {
                delivery.refuse(false);
            } catch (RuntimeException e) {
                delivery.refuse(true);
            } catch (Error e) {
                // Whatever it is, the messages behind this one must not wait for its end.
                LOG.error("a message could not be handled and goes back to its queue", e);
                delivery.refuse(true);
            }
        } catch (IOException | RuntimeException e) {
            // The channel is gone: the broker delivers what was not acknowledged once more.
            LOG.debug("not acknowledged: {}", e.toString());
        }
    }

    /** Takes no more messages and waits for those in hand. */
    void stop(Duration patience) {
        threads.shutdown();
        try {
            threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
