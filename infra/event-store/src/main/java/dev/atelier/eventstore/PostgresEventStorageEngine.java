package dev.atelier.eventstore;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.BatchingEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Axon's storage on our table. Position order is commit order ({@link LogStatements#APPEND}), so a token is one
 * position and there are no gaps to track. Streams are short: there are no snapshots.
 */
final class PostgresEventStorageEngine extends BatchingEventStorageEngine {
    private final Appender appender;
    private final JdbcTemplate jdbc;

    private PostgresEventStorageEngine(EngineBuilder builder, LogDatabase database) {
        super(builder);
        appender = new Appender(database.dataSource());
        jdbc = new JdbcTemplate(database.dataSource());
    }

    static PostgresEventStorageEngine create(LogDatabase database, Serializer serializer, EventUpcaster upcasters) {
        EngineBuilder builder = new EngineBuilder();
        builder.eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .upcasterChain(upcasters)
                .batchSize(200);
        return new PostgresEventStorageEngine(builder, database);
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (events.isEmpty()) {
            return;
        }
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("the log is appended to on its own, never inside a Spring transaction");
        }
        Commands.appended(appender.append(events, serializer));
    }

    @Override
    protected List<? extends TrackedEventData<?>> fetchTrackedEvents(@Nullable TrackingToken last, int limit) {
        long after = last == null ? 0 : last.position().orElse(0);
        return jdbc.query(
                LogStatements.AFTER,
                (row, n) -> new TrackedDomainEventData<>(
                        new GlobalSequenceTrackingToken(row.getLong("position")), entry(row)),
                after,
                limit);
    }

    @Override
    protected List<? extends DomainEventData<?>> fetchDomainEvents(String stream, long fromSequence, int limit) {
        return jdbc.query(LogStatements.STREAM, (row, n) -> entry(row), stream, fromSequence, limit);
    }

    @Override
    protected boolean fetchForAggregateUntilEmpty() {
        return false;
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String stream) {
        return Stream.empty();
    }

    @Override
    protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        throw new IllegalStateException("streams are short; nothing takes snapshots");
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String stream) {
        return Optional.ofNullable(jdbc.queryForObject(LogStatements.LAST_SEQUENCE, Long.class, stream));
    }

    @Override
    public TrackingToken createHeadToken() {
        Long head = jdbc.queryForObject(LogStatements.HEAD, Long.class);
        return new GlobalSequenceTrackingToken(head == null ? 0 : head);
    }

    @Override
    public TrackingToken createTokenAt(Instant instant) {
        Long before = jdbc.queryForObject(LogStatements.POSITION_BEFORE, Long.class, Timestamp.from(instant));
        return new GlobalSequenceTrackingToken(before == null ? 0 : before);
    }

    private static DomainEventData<byte[]> entry(ResultSet row) throws SQLException {
        return new GenericDomainEventEntry<>(
                row.getString("stream_type"),
                row.getString("stream"),
                row.getLong("sequence"),
                row.getString("event_id"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("name"),
                Integer.toString(row.getInt("revision")),
                row.getString("payload").getBytes(StandardCharsets.UTF_8),
                row.getString("metadata").getBytes(StandardCharsets.UTF_8));
    }

    private static final class EngineBuilder extends Builder {}
}
