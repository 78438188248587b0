package dev.atelier.wire;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.Return;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A channel in confirm mode: the broker counts what is published on it and answers by that number, often for many at
 * once. One thread at a time may publish; the answers come in the connection's own thread.
 */
final class ConfirmingChannel implements ConfirmListener {
    /** RabbitMQ returns a message before it confirms it; Qpid refuses it first and returns it right after. */
    private static final Executor AFTER_A_RETURN = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

    private final Channel channel;
    private final ConcurrentNavigableMap<Long, Publication> underWay = new ConcurrentSkipListMap<>();

    private record Publication(
            String exchange, String routingKey, @Nullable String messageId, CompletableFuture<Void> done) {
        boolean isOf(Return returned) {
            return exchange.equals(returned.getExchange())
                    && routingKey.equals(returned.getRoutingKey())
                    && Objects.equals(messageId, returned.getProperties().getMessageId());
        }

        String place() {
            return exchange + "/" + routingKey;
        }
    }

    private ConfirmingChannel(Channel channel) {
        this.channel = channel;
    }

    static ConfirmingChannel on(Channel channel) throws IOException {
        ConfirmingChannel confirming = new ConfirmingChannel(channel);
        channel.confirmSelect();
        channel.addConfirmListener(confirming);
        channel.addReturnListener(confirming::returned);
        channel.addShutdownListener(cause -> confirming.lost());
        return confirming;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    CompletableFuture<Void> publish(String exchange, String routingKey, AMQP.BasicProperties properties, byte[] body)
            throws IOException {
        long number = channel.getNextPublishSeqNo();
        CompletableFuture<Void> done = new CompletableFuture<>();
        underWay.put(number, new Publication(exchange, routingKey, properties.getMessageId(), done));
        done.whenComplete((confirmed, failure) -> underWay.remove(number));
        channel.basicPublish(exchange, routingKey, true, properties, body);
        return done;
    }

    @Override
    public void handleAck(long number, boolean multiple) {
        answered(number, multiple).forEach(publication -> publication.done().complete(null));
    }

    @Override
    public void handleNack(long number, boolean multiple) {
        List<Publication> refused = answered(number, multiple);
        AFTER_A_RETURN.execute(() -> refused.forEach(publication -> publication
                .done()
                .completeExceptionally(new NotConfirmedException("refused by the broker: " + publication.place()))));
    }

    private List<Publication> answered(long number, boolean multiple) {
        Map<Long, Publication> answered =
                multiple ? underWay.headMap(number, true) : underWay.subMap(number, true, number, true);
        return List.copyOf(answered.values());
    }

    /** The broker does not say which one it returns; but the same message to the same place has the same fate. */
    private void returned(Return returned) {
        underWay.values().stream()
                .filter(publication -> publication.isOf(returned))
                .forEach(publication -> publication
                        .done()
                        .completeExceptionally(new UnroutableException("no queue for " + publication.place())));
    }

    private void lost() {
        underWay.values()
                .forEach(publication -> publication
                        .done()
                        .completeExceptionally(new NotConfirmedException("the connection to the broker was lost")));
    }
}
