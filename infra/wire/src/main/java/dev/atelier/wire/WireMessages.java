package dev.atelier.wire;

import dev.atelier.contracts.wire.WireNames;
import java.nio.charset.StandardCharsets;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import tools.jackson.core.JacksonException;

/** Messages of {@link WireNames#messages()} as AMQP messages: the wire name in {@code type}, JSON in the body. */
public final class WireMessages {
    private WireMessages() {}

    /** @param messageId stays the same when the message is sent again */
    public static Message encode(Object message, String messageId) {
        String name = WireNames.ofMessage(message.getClass())
                .orElseThrow(() -> new IllegalArgumentException("no wire name for " + message.getClass()))
                .name();
        return MessageBuilder.withBody(WireJson.write(message))
                .setType(name)
                .setMessageId(messageId)
                .setContentType(MessageProperties.CONTENT_TYPE_JSON)
                .setContentEncoding(StandardCharsets.UTF_8.name())
                .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                .build();
    }

    /** Throws {@link UnreadableMessageException} for an unknown name or a body that is not its JSON. */
    public static Object decode(Message message) {
        String type = String.valueOf(message.getMessageProperties().getType());
        WireNames.WireName name =
                WireNames.message(type).orElseThrow(() -> new UnreadableMessageException("unknown message type"));
        try {
            Object value = WireJson.read(message.getBody(), name.type());
            if (value == null) {
                throw new UnreadableMessageException("empty " + name.name());
            }
            return value;
        } catch (JacksonException e) {
            throw new UnreadableMessageException("malformed " + name.name(), e);
        }
    }
}
