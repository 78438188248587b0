package dev.atelier.eventstore;

/** The log's SQL, all of it. */
final class LogStatements {
    private static final String COLUMNS =
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
            select u.stream, u.sequence, u.stream_type, u.event_id, to_timestamp(clock.micros / 1000000.0),
                   u.name, u.revision, u.payload::json, u.metadata::json
              from clock cross join unnest(?::text[], ?::bigint[], ?::text[], ?::uuid[], ?::text[], ?::int[],
                                           ?::text[], ?::text[])
                   with ordinality as u(stream, sequence, stream_type, event_id, name, revision, payload, metadata, n)
             order by u.n
            returning position
            """;

    /** Which of these places in streams are taken, and by which event. */
    static final String TAKEN = """
            select e.stream, e.sequence, e.event_id from event e
              join unnest(?::text[], ?::bigint[]) as u(stream, sequence)
                on e.stream = u.stream and e.sequence = u.sequence
            """;

    static final String AFTER = "select " + COLUMNS + " from event where position > ? order by position limit ?";

    static final String STREAM =
            "select " + COLUMNS + " from event where stream = ? and sequence >= ? order by sequence limit ?";

    /** Streams whose name begins alike; the column sorts by bytes, so that the index finds them. */
    static final String CATEGORY =
            "select " + COLUMNS + " from event where stream >= ? and stream < ? order by position";

    static final String HEAD = "select coalesce(max(position), 0) from event";

    static final String LAST_SEQUENCE = "select max(sequence) from event where stream = ?";

    /** Recorded time never decreases with position, so the first event at or after an instant is found by position. */
    static final String POSITION_BEFORE =
            "select coalesce(min(position) - 1, (select coalesce(max(position), 0) from event)) from event where recorded_at >= ?";

    private LogStatements() {}
}
