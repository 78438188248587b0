package dev.atelier.eventstore;

/** The log's SQL, all of it. */
final class LogStatements {
    static final String COLUMNS =
            "position, stream, sequence, stream_type, event_id, recorded_at, name, revision, payload, metadata";

    /**
     * Lock and insert are one statement: a lock taken by a statement of its own would stay held when the connection
     * is cut half-way. The clock is read and moved under the lock.
     */
    static final String APPEND = """
            with guard as materialized (select pg_advisory_xact_lock(4207849484)),
                 clock as materialized (
                     select setval('event_clock', greatest(coalesce(pg_sequence_last_value('event_clock'), 1),
                            (extract(epoch from clock_timestamp()) * 1000000)::bigint)) as micros from guard)
            insert into event (stream, sequence, stream_type, event_id, recorded_at, name, revision, payload, metadata)
            select u.stream, u.sequence, u.stream_type, u.event_id::uuid, to_timestamp(clock.micros / 1000000.0),
                   u.name, u.revision, u.payload::json, u.metadata::json
              from clock cross join unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::int[],
                                           ?::text[], ?::text[])
                   with ordinality as u(stream, sequence, stream_type, event_id, name, revision, payload, metadata, n)
             order by u.n
            returning position
            """;

    /** Which of these places in streams are taken, and by which event. */
    static final String TAKEN = """
            select e.stream, e.sequence, e.event_id, e.position from event e
              join unnest(?::text[], ?::bigint[]) as u(stream, sequence)
                on e.stream = u.stream and e.sequence = u.sequence
            """;

    static final String AFTER = "select " + COLUMNS + " from event where position > ? order by position limit ?";

    static final String STREAM =
            "select " + COLUMNS + " from event where stream = ? and sequence >= ? order by sequence limit ?";

    private static final String SNAPSHOT_COLUMNS = "0::bigint as position, stream, sequence, stream_type, event_id,"
            + " recorded_at, name, revision, payload, metadata";

    static final String SNAPSHOT = "select " + SNAPSHOT_COLUMNS + " from snapshot where stream = ?";

    static final String STREAM_FROM_SNAPSHOT = "(" + SNAPSHOT + ") union all (select " + COLUMNS + " from event"
            + " where stream = ? and sequence > coalesce((select sequence from snapshot where stream = ?), -1)"
            + " order by sequence)";

    /** One row a stream; an older snapshot never replaces a newer one. */
    static final String STORE_SNAPSHOT = """
            insert into snapshot (stream, sequence, stream_type, event_id, recorded_at, name, revision, payload,
                                  metadata)
            values (?, ?, ?, ?::uuid, ?, ?, ?, ?::json, ?::json)
            on conflict (stream) do update set
                sequence = excluded.sequence, stream_type = excluded.stream_type, event_id = excluded.event_id,
                recorded_at = excluded.recorded_at, name = excluded.name, revision = excluded.revision,
                payload = excluded.payload, metadata = excluded.metadata
             where snapshot.sequence <= excluded.sequence
            """;

    /** Streams whose name begins alike; the column sorts by bytes, so that the index finds them. */
    static final String CATEGORY =
            "select " + COLUMNS + " from event where stream >= ? and stream < ? order by position";

    static final String HEAD = "select coalesce(max(position), 0) from event";

    static final String HEAD_EVENT = "select position, event_id from event order by position desc limit 1";

    static final String EVENT_AT = "select position, event_id from event where position = ?";

    static final String LAST_UP_TO = "select position, event_id, recorded_at from event"
            + " where position <= ? and position >= ? order by position desc limit 1";

    static final String LAST_SEQUENCE = "select max(sequence) from event where stream = ?";

    static final String NOTIFY = "notify atelier_log";
    static final String LISTEN = "listen atelier_log";

    private LogStatements() {}
}
