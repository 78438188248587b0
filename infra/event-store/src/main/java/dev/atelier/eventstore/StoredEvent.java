package dev.atelier.eventstore;

import dev.atelier.contracts.wire.Metadata;
import java.time.Instant;
import java.util.Map;

/**
 * One row of the log.
 *
 * @param position place in the whole log; increases in commit order, with gaps
 * @param sequence place in its stream, from 0 without gaps
 * @param type wire name
 * @param payload the event as today's type
 * @param metadata see {@link Metadata}
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
        Map<String, Object> metadata,
        String json) {}
