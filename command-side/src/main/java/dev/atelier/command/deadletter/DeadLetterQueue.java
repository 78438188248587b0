package dev.atelier.command.deadletter;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.atelier.contracts.log.LetterId;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.wire.ConfirmedPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.support.DefaultMessagePropertiesConverter;

/**
 * The queue of dead letters. Looking at a letter moves it to the end: it is published again, confirmed, and only then
 * acknowledged. Handing it back instead would count as a failed delivery, of which a quorum queue bears a few before it
 * throws the message away. A crash in between leaves a letter twice, never not at all.
 */
public class DeadLetterQueue {
    private static final Logger LOG = LoggerFactory.getLogger("[ERROR_HANDLER]");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int SEARCHED_MAX = 1_000;
    private static final String DEFAULT_EXCHANGE = "";

    /** @param waiting how many letters there are in all */
    record Page(List<DeadLetter> letters, long waiting) {}

    /** What is done with a letter that was found. It is acknowledged after that. */
    @FunctionalInterface
    interface Use {
        void with(DeadLetter letter, Message message);
    }

    private final RabbitTemplate broker;
    private final ConfirmedPublisher publisher;
    private final MeterRegistry meters;
    private final Clock clock;
    private final DefaultMessagePropertiesConverter properties = new DefaultMessagePropertiesConverter();

    DeadLetterQueue(RabbitTemplate broker, ConfirmedPublisher publisher, MeterRegistry meters, Clock clock) {
        this.broker = broker;
        this.publisher = publisher;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Puts a message there and counts it in {@code atelier.dead-letters} by queue and kind. Returns when the broker has
     * it; throws when it is away.
     *
     * @param reason without anything that a person wrote
     */
    public void bury(Message message, String queue, String reason) {
        DeadLetter.mark(message, queue, reason, clock.instant());
        send(Routes.DEAD_LETTERS, queue, message);
        String kind = DeadLetter.kind(message);
        meters.counter("atelier.dead-letters", "queue", queue, "kind", kind).increment();
        String id = message.getMessageProperties().getMessageId();
        if (DeadLetter.isAboutMoney(kind)) {
            LOG.error(
                    "MONEY DOES NOT MOVE: {} {} became a dead letter, see GET /admin/dead-letters: {}",
                    kind,
                    id,
                    reason);
        } else {
            LOG.error("{} {} became a dead letter: {}", kind, id, reason);
        }
    }

    /** How many letters there are; not a number while the broker is away. */
    double waiting() {
        try {
            Long count = broker.execute(channel -> channel.messageCount(Routes.DEAD_LETTERS_QUEUE));
            return count == null ? Double.NaN : count;
        } catch (AmqpException e) {
            return Double.NaN;
        }
    }

    /** The oldest letters, at most so many; looked at again, the next ones. */
    Page look(int max) {
        return inChannel(channel -> {
            long waiting = channel.messageCount(Routes.DEAD_LETTERS_QUEUE);
            List<DeadLetter> letters = new ArrayList<>();
            for (long left = Math.min(waiting, max); left > 0; left--) {
                Optional<Message> next = next(channel);
                if (next.isEmpty()) {
                    break;
                }
                letters.add(DeadLetter.of(next.get(), clock.instant()));
                moveToTheEnd(channel, next.get());
            }
            return new Page(letters, waiting);
        });
    }

    /** Takes the letter out once it was used; empty when it is not there. Those before it move to the end. */
    Optional<DeadLetter> take(LetterId id, Use use) {
        return inChannel(channel -> {
            long waiting = channel.messageCount(Routes.DEAD_LETTERS_QUEUE);
            for (long left = Math.min(waiting, SEARCHED_MAX); left > 0; left--) {
                Optional<Message> next = next(channel);
                if (next.isEmpty()) {
                    break;
                }
                DeadLetter letter = DeadLetter.of(next.get(), clock.instant());
                if (letter.id().equals(id)) {
                    use.with(letter, next.get());
                    acknowledge(channel, next.get());
                    return Optional.of(letter);
                }
                moveToTheEnd(channel, next.get());
            }
            return Optional.empty();
        });
    }

    /** Sends a letter back to the queue in which it died. */
    void revive(DeadLetter letter, Message message) {
        send(DEFAULT_EXCHANGE, letter.queue(), DeadLetter.revived(message));
    }

    private Optional<Message> next(Channel channel) throws IOException {
        GetResponse got = channel.basicGet(Routes.DEAD_LETTERS_QUEUE, false);
        return Optional.ofNullable(got)
                .map(response -> new Message(
                        response.getBody(),
                        properties.toMessageProperties(
                                response.getProps(), response.getEnvelope(), StandardCharsets.UTF_8.name())));
    }

    private void moveToTheEnd(Channel channel, Message message) throws IOException {
        send(DEFAULT_EXCHANGE, Routes.DEAD_LETTERS_QUEUE, message);
        acknowledge(channel, message);
    }

    private static void acknowledge(Channel channel, Message message) throws IOException {
        channel.basicAck(message.getMessageProperties().getDeliveryTag(), false);
    }

    private void send(String exchange, String routingKey, Message message) {
        ConfirmedPublisher.await(List.of(publisher.publish(exchange, routingKey, message)), PATIENCE);
    }

    @FunctionalInterface
    private interface Call<R> {
        R with(Channel channel) throws IOException;
    }

    /** What was not acknowledged when the channel is closed stays in the queue. */
    private <R> R inChannel(Call<R> call) {
        return Objects.requireNonNull(broker.execute(cached -> {
            try (Channel own = cached.getConnection().createChannel()) {
                return call.with(own);
            }
        }));
    }
}
