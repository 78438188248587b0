package dev.atelier.wire;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.ReturnedMessage;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.connection.PublisherCallbackChannel;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** Sends messages so that one knows they arrived: mandatory, and done only when the broker confirmed. */
public final class ConfirmedPublisher {
    /** RabbitMQ returns a message before it confirms it; Qpid refuses it first and returns it right after. */
    private static final Executor AFTER_A_RETURN = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

    private final RabbitTemplate template;
    private final Map<String, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();

    ConfirmedPublisher(RabbitTemplate template) {
        this.template = template;
        template.setReturnsCallback(this::returned);
    }

    /**
     * The future fails with {@link NotConfirmedException} when the broker refused or lost the message, and with its
     * {@link UnroutableException} when no queue takes it.
     */
    public CompletableFuture<Void> publish(String exchange, String routingKey, Object message, String messageId) {
        return publish(exchange, routingKey, WireMessages.encode(message, messageId));
    }

    public CompletableFuture<Void> publish(String exchange, String routingKey, Message message) {
        CompletableFuture<Void> publication = new CompletableFuture<>();
        CorrelationData correlation = new CorrelationData();
        underWay.put(correlation.getId(), publication);
        publication.whenComplete((done, failure) -> underWay.remove(correlation.getId()));
        try {
            template.send(exchange, routingKey, message, correlation);
        } catch (AmqpException e) {
            publication.completeExceptionally(new NotConfirmedException("the broker is away", e));
        }
        correlation.getFuture().thenAccept(confirm -> {
            if (correlation.getReturned() != null) {
                publication.completeExceptionally(noQueue(exchange, routingKey));
            } else if (confirm.ack()) {
                publication.complete(null);
            } else {
                String why = "refused by the broker: " + exchange + "/" + routingKey;
                AFTER_A_RETURN.execute(() -> publication.completeExceptionally(new NotConfirmedException(why)));
            }
        });
        return publication;
    }

    private void returned(ReturnedMessage returned) {
        Object id = returned.getMessage()
                .getMessageProperties()
                .getHeader(PublisherCallbackChannel.RETURNED_MESSAGE_CORRELATION_KEY);
        CompletableFuture<Void> publication = id == null ? null : underWay.get(id.toString());
        if (publication != null) {
            publication.completeExceptionally(noQueue(returned.getExchange(), returned.getRoutingKey()));
        }
    }

    private static UnroutableException noQueue(String exchange, String routingKey) {
        return new UnroutableException("no queue for " + exchange + "/" + routingKey);
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
