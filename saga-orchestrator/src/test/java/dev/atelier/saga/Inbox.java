package dev.atelier.saga;

import dev.atelier.contracts.wire.Routes;
import dev.atelier.servers.AmqpBroker;
import dev.atelier.wire.WireMessages;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpIOException;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** What arrived on a queue, read by the test as the queue's only consumer. */
final class Inbox implements AutoCloseable {
    private static final Duration PATIENCE = Orchestrator.PATIENCE;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final CachingConnectionFactory connections;
    private final RabbitTemplate template;
    private final String queue;
    private final List<Letter> letters = new ArrayList<>();

    record Letter(String messageId, Object message) {}

    Inbox(AmqpBroker broker, String queue) {
        connections = new CachingConnectionFactory(URI.create(broker.uri()));
        template = new RabbitTemplate(connections);
        this.queue = queue;
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
        Message message = receive();
        if (message == null) {
            LockSupport.parkNanos(PAUSE_NANOS);
        } else {
            String id = String.valueOf(message.getMessageProperties().getMessageId());
            letters.add(new Letter(id, WireMessages.decode(message)));
        }
    }

    /** A queue that is not declared yet is empty. */
    private @Nullable Message receive() {
        try {
            return template.receive(queue);
        } catch (AmqpIOException e) {
            return null;
        }
    }

    @Override
    public void close() {
        connections.destroy();
    }
}
