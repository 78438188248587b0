package dev.atelier.saga;

import dev.atelier.wire.WireMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** What arrived on a queue, read by the test as the queue's only consumer. */
final class Inbox implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long STEP_MILLIS = 100;

    private final CachingConnectionFactory connections;
    private final RabbitTemplate template;
    private final String queue;
    private final List<Letter> letters = new ArrayList<>();

    record Letter(String messageId, Object message, String cause) {}

    Inbox(String brokerUri, String queue) {
        connections = new CachingConnectionFactory(java.net.URI.create(brokerUri));
        template = new RabbitTemplate(connections);
        this.queue = queue;
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
        Message message = template.receive(queue, STEP_MILLIS);
        if (message != null) {
            letters.add(new Letter(
                    String.valueOf(message.getMessageProperties().getMessageId()),
                    WireMessages.decode(message),
                    String.valueOf((Object) message.getMessageProperties().getHeader("cause"))));
        }
    }

    @Override
    public void close() {
        connections.destroy();
    }
}
