package dev.atelier.eventstore;

import dev.atelier.contracts.wire.WireNames;
import dev.atelier.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;

/** Reads the log directly: streams, kinds of streams, and everything after a position. Never writes. */
public final class LogReader {
    private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};
    private final JdbcTemplate jdbc;

    LogReader(LogDatabase database) {
        jdbc = new JdbcTemplate(database.dataSource());
    }

    /** All events of a stream, oldest first; empty when there is no such stream. */
    public List<StoredEvent> stream(String stream) {
        return stream(stream, 0, Integer.MAX_VALUE);
    }

    /** At most {@code limit} events of a stream from a sequence number on. */
    public List<StoredEvent> stream(String stream, long fromSequence, int limit) {
        return jdbc.query(LogStatements.STREAM, LogReader::row, stream, fromSequence, limit);
    }

    /** All events of the streams whose names begin with {@code prefix}, such as {@code preset-}, in log order. */
    public List<StoredEvent> category(String prefix) {
        char last = prefix.charAt(prefix.length() - 1);
        String end = prefix.substring(0, prefix.length() - 1) + (char) (last + 1);
        return jdbc.query(LogStatements.CATEGORY, LogReader::row, prefix, end);
    }

    /** At most {@code limit} events after a position, in log order: nothing is ever missed or seen twice. */
    public List<StoredEvent> read(long afterPosition, int limit) {
        return jdbc.query(LogStatements.AFTER, LogReader::row, afterPosition, limit);
    }

    /** The position of the newest event, 0 for an empty log. */
    public long headPosition() {
        Long head = jdbc.queryForObject(LogStatements.HEAD, Long.class);
        return head == null ? 0 : head;
    }

    private static StoredEvent row(ResultSet row, int number) throws SQLException {
        String name = row.getString("name");
        String json = row.getString("payload");
        WireNames.WireName wireName = WireNames.event(name)
                .orElseThrow(
                        () -> new IllegalStateException("the log has an event this version does not know: " + name));
        return new StoredEvent(
                row.getLong("position"),
                row.getString("stream"),
                row.getLong("sequence"),
                name,
                row.getInt("revision"),
                row.getString("event_id"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                WireJson.read(json.getBytes(StandardCharsets.UTF_8), wireName.type()),
                WireJson.mapper().readValue(row.getString("metadata"), METADATA),
                json);
    }
}
