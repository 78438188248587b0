package dev.atelier.allinone.cli;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The whole log as NDJSON, one event a line, oldest first: {@code position, eventId, stream, sequence, type, revision,
 * time, payload, metadata}. The schema is in docs/log-export.md, so that a stranger can check every balance without our code.
 */
public final class ExportLog {
    private static final int ROWS_AT_ONCE = 1_000;
    private static final String QUERY = """
            select position, event_id, stream, sequence, name, revision, recorded_at, payload, metadata
              from event where position > ? order by position limit ?
            """;
    private static final JsonMapper JSON = new JsonMapper();

    private ExportLog() {}

    /** Writes every event that is committed when the end is reached; returns how many. */
    public static long write(String jdbcUrl, String user, String password, PrintStream out) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
                PreparedStatement page = connection.prepareStatement(QUERY)) {
            long position = 0;
            long written = 0;
            while (true) {
                page.setLong(1, position);
                page.setInt(2, ROWS_AT_ONCE);
                int rows = 0;
                try (ResultSet row = page.executeQuery()) {
                    while (row.next()) {
                        out.println(line(row));
                        position = row.getLong(1);
                        rows++;
                    }
                }
                written += rows;
                if (rows < ROWS_AT_ONCE) {
                    out.flush();
                    return written;
                }
            }
        }
    }

    private static String line(ResultSet row) throws SQLException {
        ObjectNode event = JSON.createObjectNode();
        event.put("position", row.getLong("position"));
        event.put("eventId", row.getString("event_id"));
        event.put("stream", row.getString("stream"));
        event.put("sequence", row.getLong("sequence"));
        event.put("type", row.getString("name"));
        event.put("revision", row.getInt("revision"));
        OffsetDateTime time = row.getObject("recorded_at", OffsetDateTime.class);
        event.put("time", time.withOffsetSameInstant(ZoneOffset.UTC).toString());
        event.set("payload", JSON.readTree(row.getString("payload")));
        event.set("metadata", JSON.readTree(row.getString("metadata")));
        return JSON.writeValueAsString(event);
    }
}
