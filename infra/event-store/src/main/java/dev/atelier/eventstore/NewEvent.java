package dev.atelier.eventstore;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;

/**
 * An event on its way into the log. Its id and its place in its stream are given before it is sent, so that the same
 * append may be made twice and counts once.
 *
 * @param eventId a number and not a spelling: PostgreSQL tells it in small letters, whatever it was told
 */
record NewEvent(
        String stream,
        long sequence,
        String streamType,
        UUID eventId,
        String name,
        int revision,
        String payload,
        String metadata) {
    /** Only events of a stream whose ids are UUIDs are stored; anything else is an {@link IllegalArgumentException}. */
    static NewEvent of(EventMessage<?> message, Serializer serializer) {
        if (!(message instanceof DomainEventMessage<?> event)) {
            throw new IllegalArgumentException("only events of a stream are stored: " + message.getPayloadType());
        }
        SerializedObject<byte[]> payload = event.serializePayload(serializer, byte[].class);
        SerializedObject<byte[]> metadata = event.serializeMetaData(serializer, byte[].class);
        return new NewEvent(
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                event.getType(),
                UUID.fromString(event.getIdentifier()),
                payload.getType().getName(),
                Integer.parseInt(String.valueOf(payload.getType().getRevision())),
                new String(payload.getData(), StandardCharsets.UTF_8),
                new String(metadata.getData(), StandardCharsets.UTF_8));
    }

    int characters() {
        return payload.length() + metadata.length();
    }
}
