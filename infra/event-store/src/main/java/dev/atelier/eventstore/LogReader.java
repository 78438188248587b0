package dev.atelier.eventstore;

import dev.atelier.contracts.wire.WireNames;
import dev.atelier.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;

/**
 * Reads the log directly: streams, kinds of streams, and everything after a position. Never writes. An event that
 * cannot be read is an {@link UnreadableEventException}.
 */
public final class LogReader {
    private static final String EVENT_ID_AT = "select event_id from event where position = ?";

    private final JdbcTemplate jdbc;
    private final OlderRevisions older;
    private final Predicate<UnreadableEventException> skips;

    LogReader(LogDatabase database, OlderRevisions older) {
        this(new JdbcTemplate(database.dataSource()), older, unreadable -> false);
    }

    private LogReader(JdbcTemplate jdbc, OlderRevisions older, Predicate<UnreadableEventException> skips) {
        this.jdbc = jdbc;
        this.older = older;
        this.skips = skips;
    }

    /** The same log for a processor that goes on without what it was allowed to skip: {@link StoredEvent#skipped()}. */
    public LogReader skipping(Predicate<UnreadableEventException> skips) {
        return new LogReader(jdbc, older, skips);
    }

    /** All events of a stream, oldest first; empty when there is no such stream. */
    public List<StoredEvent> stream(String stream) {
        return stream(stream, 0, Integer.MAX_VALUE);
    }

    /** At most {@code limit} events of a stream from a sequence number on. */
    public List<StoredEvent> stream(String stream, long fromSequence, int limit) {
        return jdbc.query(LogStatements.STREAM, (row, number) -> event(row), stream, fromSequence, limit);
    }

    /** All events of the streams whose names begin with {@code prefix}, such as {@code preset-}, in log order. */
    public List<StoredEvent> category(String prefix) {
        char last = prefix.charAt(prefix.length() - 1);
        String end = prefix.substring(0, prefix.length() - 1) + (char) (last + 1);
        return jdbc.query(LogStatements.CATEGORY, (row, number) -> event(row), prefix, end);
    }

    /**
     * At most {@code limit} events after a position, in log order: nothing is ever missed or seen twice. They end
     * before an event that cannot be read, which is told of when it is the first one: so fewer than {@code limit} do
     * not mean that there are no more.
     */
    public List<StoredEvent> read(long afterPosition, int limit) {
        ResultSetExtractor<List<StoredEvent>> readable = this::untilUnreadable;
        return jdbc.query(LogStatements.AFTER, readable, afterPosition, limit);
    }

    /** The position of the newest event, 0 for an empty log. */
    public long headPosition() {
        Long head = jdbc.queryForObject(LogStatements.HEAD, Long.class);
        return head == null ? 0 : head;
    }

    /** The id of the event at a position, whether it can be read or not; empty when there is none. */
    public Optional<String> eventIdAt(long position) {
        return jdbc.query(EVENT_ID_AT, (row, number) -> row.getString("event_id"), position).stream()
                .findFirst();
    }

    private List<StoredEvent> untilUnreadable(ResultSet rows) throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        while (rows.next()) {
            try {
                events.add(event(rows));
            } catch (UnreadableEventException e) {
                if (events.isEmpty()) {
                    throw e;
                }
                return events;
            }
        }
        return events;
    }

    /** Reads the columns in the order of {@link LogStatements#COLUMNS}. */
    private StoredEvent event(ResultSet row) throws SQLException {
        long position = row.getLong(1);
        String stream = row.getString(2);
        String eventId = row.getString(5);
        String name = row.getString(7);
        String json = row.getString(9);
        return new StoredEvent(
                position,
                stream,
                row.getLong(3),
                name,
                row.getInt(8),
                eventId,
                row.getObject(6, OffsetDateTime.class).toInstant(),
                payload(position, stream, eventId, name, row.getInt(8), json),
                row.getString(10),
                json);
    }

    private Object payload(long position, String stream, String eventId, String name, int revision, String json) {
        try {
            WireNames.WireName wireName = WireNames.event(name)
                    .orElseThrow(() -> new IllegalStateException("this version does not know the event " + name));
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            return revision == wireName.revision()
                    ? WireJson.read(bytes, wireName.type())
                    : older.read(name, revision, bytes);
        } catch (RuntimeException e) {
            UnreadableEventException unreadable = new UnreadableEventException(position, stream, eventId, name, e);
            if (skips.test(unreadable)) {
                return StoredEvent.Payload.SKIPPED;
            }
            throw unreadable;
        }
    }
}
