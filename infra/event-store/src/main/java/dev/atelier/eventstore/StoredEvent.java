package dev.atelier.eventstore;

import dev.atelier.contracts.wire.Metadata;
import dev.atelier.wire.WireJson;
import java.time.Instant;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/**
 * One row of the log.
 *
 * @param position place in the whole log; increases in commit order, with gaps
 * @param sequence place in its stream, from 0 without gaps
 * @param type wire name
 * @param payload the event as today's type; see {@link #skipped()} for the exception
 * @param metadataJson the stored metadata; {@link #metadata()} reads it
 * @param json the stored payload, byte for byte
 */
public record StoredEvent(
        long position,
        String stream,
        long sequence,
        String type,
        int revision,
        String eventId,
        Instant recordedAt,
        Object payload,
        String metadataJson,
        String json) {
    private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};

    /** Stands in the payload's place of an event that the reader may go on without. */
    public enum Payload {
        SKIPPED
    }

    /** The same event as one whose payload is {@link Payload#SKIPPED}. */
    public StoredEvent skipped() {
        return new StoredEvent(
                position, stream, sequence, type, revision, eventId, recordedAt, Payload.SKIPPED, metadataJson, json);
    }

    /** Whether nothing but the place of the event is known. */
    public boolean isSkipped() {
        return payload == Payload.SKIPPED;
    }

    /** Who acted, for whom, and what caused it: see {@link Metadata}. */
    public Map<String, Object> metadata() {
        return WireJson.mapper().readValue(metadataJson, METADATA);
    }
}
