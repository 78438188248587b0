package dev.atelier.eventstore;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The one connection over which a process appends; used by one thread. */
final class LogWriter implements AutoCloseable {
    /** A place in a stream, as the key of who holds it. */
    record Place(String stream, long sequence) {}

    /** @param eventId of the event that has the place */
    record Taken(UUID eventId, long position) {}

    private final LogDatabase database;
    private @Nullable Connection connection;
    private @Nullable PreparedStatement append;

    LogWriter(LogDatabase database) {
        this.database = database;
    }

    /** Stores all events in one statement and returns their positions in the same order; durable when it returns. */
    long[] insert(List<NewEvent> events) throws SQLException {
        Connection own = connection();
        PreparedStatement statement = append;
        if (statement == null) {
            statement = own.prepareStatement(LogStatements.APPEND);
            append = statement;
        }
        statement.setArray(1, texts(own, events, NewEvent::stream));
        statement.setArray(2, longs(own, events, NewEvent::sequence));
        statement.setArray(3, texts(own, events, NewEvent::streamType));
        statement.setArray(4, texts(own, events, event -> event.eventId().toString()));
        statement.setArray(5, texts(own, events, NewEvent::name));
        statement.setArray(6, ints(own, events, NewEvent::revision));
        statement.setArray(7, texts(own, events, NewEvent::payload));
        statement.setArray(8, texts(own, events, NewEvent::metadata));
        long[] positions = new long[events.size()];
        try (ResultSet inserted = statement.executeQuery()) {
            for (int i = 0; inserted.next(); i++) {
                positions[i] = inserted.getLong(1);
            }
        }
        return positions;
    }

    /** Which of the places that these events want are taken. */
    Map<Place, Taken> taken(List<NewEvent> events) throws SQLException {
        Connection own = connection();
        Map<Place, Taken> found = new HashMap<>();
        try (PreparedStatement statement = own.prepareStatement(LogStatements.TAKEN)) {
            statement.setArray(1, texts(own, events, NewEvent::stream));
            statement.setArray(2, longs(own, events, NewEvent::sequence));
            try (ResultSet taken = statement.executeQuery()) {
                while (taken.next()) {
                    found.put(
                            new Place(taken.getString(1), taken.getLong(2)),
                            new Taken(taken.getObject(3, UUID.class), taken.getLong(4)));
                }
            }
        }
        return found;
    }

    /** Forgets the connection; the next append opens a new one. */
    @Override
    public void close() {
        Connection old = connection;
        connection = null;
        append = null;
        if (old != null) {
            LogDatabase.closeQuietly(old);
        }
    }

    private Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = database.openOwn("atelier-log-writer");
            connection = open;
        }
        return open;
    }

    // Arrays of exactly these Java types travel in PostgreSQL's binary format; others would be spelled and parsed.

    private static Array texts(Connection connection, List<NewEvent> events, Function<NewEvent, String> column)
            throws SQLException {
        return connection.createArrayOf("text", events.stream().map(column).toArray(String[]::new));
    }

    private static Array longs(Connection connection, List<NewEvent> events, ToLongFunction<NewEvent> column)
            throws SQLException {
        return connection.createArrayOf(
                "int8", events.stream().mapToLong(column).boxed().toArray(Long[]::new));
    }

    private static Array ints(Connection connection, List<NewEvent> events, ToIntFunction<NewEvent> column)
            throws SQLException {
        return connection.createArrayOf(
                "int4", events.stream().mapToInt(column).boxed().toArray(Integer[]::new));
    }
}
