package dev.atelier.eventstore;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Appends the events of one unit of work: all or none, in one statement. */
final class Appender {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final int TRIES_MAX = 5;

    private final DataSource dataSource;

    Appender(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Returns the position of the last event. A conflict is told by the stream that really conflicted: a
     * {@link StreamExistsException} where a stream was to be created, a {@link ConcurrencyException} elsewhere. An
     * append whose outcome is unknown is made again with the same event ids: if they are there, it had succeeded.
     */
    long append(List<? extends EventMessage<?>> events, Serializer serializer) {
        List<Row> rows = events.stream().map(event -> Row.of(event, serializer)).toList();
        SQLException last = null;
        for (int attempt = 1; attempt <= TRIES_MAX; attempt++) {
            try (Connection connection = dataSource.getConnection()) {
                try {
                    return insert(connection, rows);
                } catch (SQLException e) {
                    if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                        throw e;
                    }
                    return resolveConflict(connection, rows, e);
                }
            } catch (SQLException e) {
                last = e;
                if (!mayBeTransient(e)) {
                    break;
                }
            }
        }
        throw new EventStoreException("the log could not be written", last);
    }

    private static boolean mayBeTransient(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57") || state.startsWith("40");
    }

    private static long insert(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LogStatements.APPEND)) {
            statement.setArray(1, array(connection, "text", rows, Row::stream));
            statement.setArray(2, array(connection, "int8", rows, Row::sequence));
            statement.setArray(3, array(connection, "text", rows, Row::streamType));
            statement.setArray(4, array(connection, "uuid", rows, Row::eventId));
            statement.setArray(5, array(connection, "text", rows, Row::name));
            statement.setArray(6, array(connection, "int4", rows, Row::revision));
            statement.setArray(7, array(connection, "text", rows, Row::payload));
            statement.setArray(8, array(connection, "text", rows, Row::metadata));
            long position = 0;
            try (ResultSet inserted = statement.executeQuery()) {
                while (inserted.next()) {
                    position = Math.max(position, inserted.getLong(1));
                }
            }
            return position;
        }
    }

    private static long resolveConflict(Connection connection, List<Row> rows, SQLException cause) throws SQLException {
        Set<UUID> own = new HashSet<>(rows.stream().map(Row::eventId).toList());
        String created = null;
        String overtaken = null;
        try (PreparedStatement statement = connection.prepareStatement(LogStatements.TAKEN)) {
            statement.setArray(1, array(connection, "text", rows, Row::stream));
            statement.setArray(2, array(connection, "int8", rows, Row::sequence));
            try (ResultSet taken = statement.executeQuery()) {
                while (taken.next()) {
                    if (own.remove(taken.getObject(3, UUID.class))) {
                        continue;
                    }
                    if (taken.getLong(2) == 0) {
                        created = taken.getString(1);
                    } else {
                        overtaken = taken.getString(1);
                    }
                }
            }
        }
        if (own.isEmpty()) {
            return positionOf(connection, rows.getLast());
        }
        throw conflict(created, overtaken, cause);
    }

    private static RuntimeException conflict(@Nullable String created, @Nullable String overtaken, SQLException cause) {
        return created != null
                ? new StreamExistsException(created, cause)
                : new ConcurrencyException("somebody else appended to " + overtaken + " first", cause);
    }

    private static long positionOf(Connection connection, Row row) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select position from event where stream = ? and sequence = ?")) {
            statement.setString(1, row.stream());
            statement.setLong(2, row.sequence());
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }

    private static Array array(Connection connection, String type, List<Row> rows, Function<Row, Object> column)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(column).toArray());
    }

    private record Row(
            String stream,
            long sequence,
            String streamType,
            UUID eventId,
            String name,
            int revision,
            String payload,
            String metadata) {
        static Row of(EventMessage<?> message, Serializer serializer) {
            if (!(message instanceof DomainEventMessage<?> event)) {
                throw new IllegalArgumentException("only events of a stream are stored: " + message.getPayloadType());
            }
            SerializedObject<byte[]> payload = event.serializePayload(serializer, byte[].class);
            SerializedObject<byte[]> metadata = event.serializeMetaData(serializer, byte[].class);
            return new Row(
                    event.getAggregateIdentifier(),
                    event.getSequenceNumber(),
                    event.getType(),
                    UUID.fromString(event.getIdentifier()),
                    payload.getType().getName(),
                    Integer.parseInt(String.valueOf(payload.getType().getRevision())),
                    new String(payload.getData(), StandardCharsets.UTF_8),
                    new String(metadata.getData(), StandardCharsets.UTF_8));
        }
    }
}
