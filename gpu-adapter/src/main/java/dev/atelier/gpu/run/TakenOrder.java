package dev.atelier.gpu.run;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.wire.UnreadableMessageException;
import dev.atelier.wire.WireMessages;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.MessageBuilder;

/**
 * An order that the broker waits to hear about. If it cannot hear us any more it sends the order again, to whomever; the
 * claim decides who runs it, so that does no harm.
 */
final class TakenOrder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");

    private final Channel channel;
    private final Delivery delivery;

    TakenOrder(Channel channel, Delivery delivery) {
        this.channel = channel;
        this.delivery = delivery;
    }

    /** @throws UnreadableMessageException when it is no order that we can read */
    RunOrder read() {
        Object message = WireMessages.decode(MessageBuilder.withBody(delivery.getBody())
                .setType(delivery.getProperties().getType())
                .build());
        if (message instanceof RunOrder order) {
            return order;
        }
        throw new UnreadableMessageException("not a run order");
    }

    /** It is dealt with. */
    void acknowledge() {
        answer(() -> channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false));
    }

    /** Nobody can read it: to the dead letters. */
    void bury() {
        answer(() -> channel.basicReject(delivery.getEnvelope().getDeliveryTag(), false));
    }

    /** Without an answer before, the broker sends the order again. */
    @Override
    public void close() {
        try {
            channel.abort();
        } catch (IOException e) {
            LOG.debug("the channel was gone already: {}", e.toString());
        }
    }

    private interface Call {
        void run() throws IOException;
    }

    private static void answer(Call call) {
        try {
            call.run();
        } catch (IOException | AlreadyClosedException e) {
            LOG.debug("the broker will send the order again: {}", e.toString());
        }
    }
}
