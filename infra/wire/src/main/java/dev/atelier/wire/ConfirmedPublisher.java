package dev.atelier.wire;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** Sends messages so that one knows they arrived: mandatory, and done only when the broker confirmed. */
public final class ConfirmedPublisher {
    private final RabbitTemplate template;

    ConfirmedPublisher(RabbitTemplate template) {
        this.template = template;
    }

    /**
     * The future fails with {@link NotConfirmedException} when the broker refused or lost the message, and with its
     * {@link UnroutableException} when no queue takes it.
     */
    public CompletableFuture<Void> publish(String exchange, String routingKey, Object message, String messageId) {
        return publish(exchange, routingKey, WireMessages.encode(message, messageId));
    }

    public CompletableFuture<Void> publish(String exchange, String routingKey, Message message) {
        CorrelationData correlation = new CorrelationData();
        try {
            template.send(exchange, routingKey, message, correlation);
        } catch (AmqpException e) {
            return CompletableFuture.failedFuture(new NotConfirmedException("the broker is away", e));
        }
        return correlation.getFuture().thenAccept(confirm -> {
            if (correlation.getReturned() != null) {
                throw new UnroutableException("no queue for " + exchange + "/" + routingKey);
            }
            if (!confirm.ack()) {
                throw new NotConfirmedException("refused by the broker: " + exchange + "/" + routingKey);
            }
        });
    }

    /** Waits until all are confirmed; the first failure or the time limit is a {@link NotConfirmedException}. */
    public static void await(Collection<CompletableFuture<Void>> publications, Duration limit) {
        try {
            CompletableFuture.allOf(publications.toArray(CompletableFuture[]::new))
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotConfirmedException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new NotConfirmedException("not every message was confirmed", e);
        }
    }
}
