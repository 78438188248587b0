package dev.atelier.command.deadletter;

import dev.atelier.contracts.log.LetterId;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.contracts.wire.WireNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;

/**
 * A message that died, and what is known of its death. The broker tells little of it, and each kind of broker something
 * else; so it is written into headers of our own, by whoever sees it first.
 *
 * @param queue where it died
 * @param since when it died, or was first seen among the dead
 */
record DeadLetter(LetterId id, String messageId, String type, String queue, String reason, Instant since) {
    private static final String QUEUE = "atelier-dead-queue";
    private static final String REASON = "atelier-dead-reason";
    private static final String SINCE = "atelier-dead-since";
    /** Written by RabbitMQ (dead letter exchanges, headers of a dead-lettered message). */
    private static final String FIRST_DEATH_QUEUE = "x-first-death-queue";

    private static final String FIRST_DEATH_REASON = "x-first-death-reason";
    private static final String UNKNOWN = "rejected by its consumer, whose own log says why";

    /** Reads a letter and writes into its headers what was not there yet. */
    static DeadLetter of(Message message, Instant now) {
        MessageProperties properties = message.getMessageProperties();
        String routingKey = Objects.toString(properties.getReceivedRoutingKey(), "");
        String type = Objects.toString(properties.getType(), "");
        Object queue = properties.getHeaders().get(FIRST_DEATH_QUEUE);
        String fallback = type.equals("run-order") ? Routes.runsQueue(routingKey) : routingKey;
        mark(message, queue == null ? fallback : queue.toString(), why(properties), now);
        String messageId = Objects.toString(properties.getMessageId(), "");
        return new DeadLetter(
                LetterId.of(messageId, new String(message.getBody(), StandardCharsets.ISO_8859_1)),
                messageId,
                type,
                String.valueOf(properties.getHeaders().get(QUEUE)),
                String.valueOf(properties.getHeaders().get(REASON)),
                Instant.parse(String.valueOf(properties.getHeaders().get(SINCE))));
    }

    /** RabbitMQ tells of what a message died; when its consumer refused it, only the consumer's log says why. */
    private static String why(MessageProperties properties) {
        Object reason = properties.getHeaders().get(FIRST_DEATH_REASON);
        return reason == null || reason.toString().equals("rejected") ? UNKNOWN : "the broker: " + reason;
    }

    /** The first death is the one that is told. */
    static void mark(Message message, String queue, String reason, Instant now) {
        var headers = message.getMessageProperties().getHeaders();
        headers.putIfAbsent(QUEUE, queue);
        headers.putIfAbsent(REASON, reason);
        headers.putIfAbsent(SINCE, now.toString());
    }

    /** The message as it was before it died. */
    static Message revived(Message message) {
        var headers = message.getMessageProperties().getHeaders();
        headers.remove(QUEUE);
        headers.remove(REASON);
        headers.remove(SINCE);
        return message;
    }

    /** A wire name, or {@code unknown}: a sender must not be able to invent meters. */
    static String kind(Message message) {
        String type = Objects.toString(message.getMessageProperties().getType(), "");
        return WireNames.message(type).map(WireNames.WireName::name).orElse("unknown");
    }

    /** Whether credits do not move for as long as it lies here. */
    static boolean isAboutMoney(String kind) {
        return kind.equals("capture-balance") || kind.equals("refund-balance");
    }
}
