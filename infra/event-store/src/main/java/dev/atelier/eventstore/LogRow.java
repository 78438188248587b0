package dev.atelier.eventstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;

/**
 * One row of the log as it is stored; payload and metadata are JSON in UTF-8.
 *
 * @param position 0 for a snapshot, which has no place in the log
 */
record LogRow(
        long position,
        String stream,
        long sequence,
        String streamType,
        String eventId,
        Instant recordedAt,
        String name,
        int revision,
        byte[] payload,
        byte[] metadata) {

    /** Reads the columns in the order of {@link LogStatements#COLUMNS}. */
    static LogRow of(ResultSet row) throws SQLException {
        return new LogRow(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                row.getString(7),
                row.getInt(8),
                row.getBytes(9),
                row.getBytes(10));
    }

    LogToken token() {
        return new LogToken(position, eventId);
    }

    int bytes() {
        return payload.length + metadata.length;
    }

    DomainEventData<byte[]> toEventData() {
        return new GenericDomainEventEntry<>(
                streamType, stream, sequence, eventId, recordedAt, name, Integer.toString(revision), payload, metadata);
    }

    TrackedEventData<byte[]> toTrackedData() {
        return new TrackedDomainEventData<>(token(), (GenericDomainEventEntry<byte[]>) toEventData());
    }
}
