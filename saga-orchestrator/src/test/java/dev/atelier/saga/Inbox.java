package dev.atelier.saga;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.servers.AmqpBroker;
import dev.atelier.wire.WireMessages;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;

/**
 * What arrived on a queue. The test listens to it often, as a pool's workers do once for each free place; nothing else
 * listens.
 */
final class Inbox implements AutoCloseable {
    private static final Duration PATIENCE = Orchestrator.PATIENCE;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final int PLACES = 300;

    private final CachingConnectionFactory connections;
    private final BlockingQueue<Letter> arrived = new LinkedBlockingQueue<>();
    private final Thread listening;
    private final String queue;
    private final int places;
    private final List<Letter> letters = new ArrayList<>();

    record Letter(String messageId, Object message) {}

    Inbox(AmqpBroker broker, String queue) {
        this(broker, queue, PLACES);
    }

    /** @param places how often it listens, as workers do once for each free place */
    Inbox(AmqpBroker broker, String queue, int places) {
        this.places = places;
        connections = new CachingConnectionFactory(URI.create(broker.uri()));
        this.queue = queue;
        listening = Thread.startVirtualThread(this::listen);
    }

    /** From when the queue has been declared, and again after the broker was away. */
    private void listen() {
        @Nullable Channel channel = null;
        while (!Thread.currentThread().isInterrupted()) {
            if (channel == null || !channel.isOpen()) {
                channel = subscribed();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private @Nullable Channel subscribed() {
        try {
            Channel channel = connections.createConnection().createChannel(false);
            for (int place = 0; place < places; place++) {
                channel.basicConsume(queue, true, new Listener(channel));
            }
            return channel;
        } catch (IOException | AmqpException | ShutdownSignalException e) {
            return null;
        }
    }

    private final class Listener extends DefaultConsumer {
        Listener(Channel channel) {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
            Message message =
                    MessageBuilder.withBody(body).setType(properties.getType()).build();
            arrived.add(new Letter(String.valueOf(properties.getMessageId()), WireMessages.decode(message)));
        }
    }

    /** A worker's own control queue, declared as the adapter does. */
    static Inbox control(AmqpBroker broker, String worker) {
        Inbox inbox = new Inbox(broker, Routes.controlQueue(worker));
        RabbitAdmin admin = new RabbitAdmin(inbox.connections);
        Queue queue = new Queue(inbox.queue, false, true, false);
        admin.declareQueue(queue);
        admin.declareBinding(BindingBuilder.bind(queue)
                .to(new DirectExchange(Routes.CONTROL))
                .with(worker));
        return inbox;
    }

    /** Waits until the messages that arrived so far make the condition true. */
    List<Letter> await(String what, Predicate<List<Letter>> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.test(letters)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never saw " + what + " on " + queue + ", but " + letters);
            }
            read();
        }
        return List.copyOf(letters);
    }

    <T> T await(Class<T> type, Predicate<T> wanted) {
        List<Letter> seen = await(type.getSimpleName(), all -> all.stream().anyMatch(l -> matches(l, type, wanted)));
        return type.cast(seen.stream()
                .filter(letter -> matches(letter, type, wanted))
                .findFirst()
                .orElseThrow()
                .message());
    }

    /** Waits for so many messages of this id. */
    void await(String messageId, int times) {
        await(
                times + " × " + messageId,
                all -> all.stream().filter(l -> l.messageId().equals(messageId)).count() >= times);
    }

    /** All of a kind that came so far. */
    <T> List<T> all(Class<T> type) {
        return letters.stream()
                .map(Letter::message)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static <T> boolean matches(Letter letter, Class<T> type, Predicate<T> wanted) {
        return type.isInstance(letter.message()) && wanted.test(type.cast(letter.message()));
    }

    private void read() {
        try {
            Letter letter = arrived.poll(PAUSE_NANOS, TimeUnit.NANOSECONDS);
            if (letter != null) {
                letters.add(letter);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        listening.interrupt();
        connections.destroy();
    }
}
