package dev.atelier.wire;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.support.DefaultMessagePropertiesConverter;

/**
 * Sends messages so that one knows they arrived: mandatory, and done only when the broker confirmed. All go over one
 * channel of their own, so that the broker confirms many with one answer; whoever sends many waits for them together.
 */
public final class ConfirmedPublisher {
    private final ConnectionFactory connections;
    private final DefaultMessagePropertiesConverter properties = new DefaultMessagePropertiesConverter();
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable ConfirmingChannel channel;

    ConfirmedPublisher(ConnectionFactory connections) {
        this.connections = connections;
    }

    /**
     * The future fails with {@link NotConfirmedException} when the broker refused or lost the message, and with its
     * {@link UnroutableException} when no queue takes it.
     */
    public CompletableFuture<Void> publish(String exchange, String routingKey, Object message, String messageId) {
        return publish(exchange, routingKey, WireMessages.encode(message, messageId));
    }

    public CompletableFuture<Void> publish(String exchange, String routingKey, Message message) {
        AMQP.BasicProperties header =
                properties.fromMessageProperties(message.getMessageProperties(), StandardCharsets.UTF_8.name());
        turn.lock();
        try {
            return open().publish(exchange, routingKey, header, message.getBody());
        } catch (AmqpException | IOException | ShutdownSignalException e) {
            return CompletableFuture.failedFuture(new NotConfirmedException("the broker is away", e));
        } finally {
            turn.unlock();
        }
    }

    private ConfirmingChannel open() throws IOException {
        ConfirmingChannel current = channel;
        if (current == null || !current.isOpen()) {
            // Not one of the connection factory's cached channels: those are handed from one user to the next.
            current = ConfirmingChannel.on(
                    connections.createConnection().getDelegate().createChannel());
            channel = current;
        }
        return current;
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
