package dev.atelier.eventstore;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.eventsourcing.eventstore.BatchingEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Axon's storage on our table. Position order is commit order ({@link LogStatements#APPEND}), so a token is one
 * position and there are no gaps to track. Appends of concurrent callers share their commits ({@link GroupCommit}).
 */
final class PostgresEventStorageEngine extends BatchingEventStorageEngine {
    private static final Logger LOG = LoggerFactory.getLogger("[LOG]");

    private final GroupCommit commits;
    private final LogRows rows;
    private final Snapshots snapshots;

    private PostgresEventStorageEngine(EngineBuilder builder, LogDatabase database, GroupCommit commits) {
        super(builder);
        this.commits = commits;
        rows = new LogRows(database);
        snapshots = new Snapshots(database);
    }

    static PostgresEventStorageEngine create(
            LogDatabase database, GroupCommit commits, Serializer serializer, EventUpcaster upcasters) {
        EngineBuilder builder = new EngineBuilder();
        builder.eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .upcasterChain(upcasters)
                .batchSize(500);
        return new PostgresEventStorageEngine(builder, database, commits);
    }

    /**
     * Stores the events of one unit of work, all or none; see {@link GroupCommit#append} for what it throws.
     *
     * @throws IllegalStateException inside a Spring transaction, which could neither undo nor include the append
     */
    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (events.isEmpty()) {
            return;
        }
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("the log is appended to on its own, never inside a Spring transaction");
        }
        List<NewEvent> rows =
                events.stream().map(event -> NewEvent.of(event, serializer)).toList();
        Commands.appended(commits.append(rows));
    }

    @Override
    protected List<? extends TrackedEventData<?>> fetchTrackedEvents(@Nullable TrackingToken last, int limit) {
        long after = last == null ? 0 : last.position().orElse(0);
        return read(() -> rows.after(after, limit)).stream()
                .map(LogRow::toTrackedData)
                .toList();
    }

    @Override
    protected List<? extends DomainEventData<?>> fetchDomainEvents(String stream, long fromSequence, int limit) {
        return read(() -> rows.stream(stream, fromSequence, limit)).stream()
                .map(LogRow::toEventData)
                .toList();
    }

    @Override
    protected boolean fetchForAggregateUntilEmpty() {
        return false;
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String stream) {
        return read(() -> rows.snapshot(stream)).stream().map(LogRow::toEventData);
    }

    @Override
    protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        read(() -> snapshots.store(NewEvent.of(snapshot, serializer), snapshot.getTimestamp()));
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String stream) {
        return read(() -> rows.lastSequence(stream));
    }

    @Override
    public TrackingToken createHeadToken() {
        return read(rows::head);
    }

    @Override
    public TrackingToken createTokenAt(Instant instant) {
        return read(() -> rows.lastBefore(instant));
    }

    /** A stream from its snapshot on, where it has one that this version can read. */
    DomainEventStream readFromSnapshot(String stream) {
        List<LogRow> found = read(() -> rows.streamFromSnapshot(stream));
        if (found.isEmpty() || found.getFirst().position() != 0) {
            return decoded(found);
        }
        try {
            DomainEventMessage<?> snapshot = decoded(found.subList(0, 1)).next();
            snapshot.getPayload();
            return DomainEventStream.concat(DomainEventStream.of(snapshot), decoded(found.subList(1, found.size())));
        } catch (RuntimeException e) {
            LOG.warn("the snapshot of {} cannot be read, the whole stream is: {}", stream, e.toString());
            return readEvents(stream, 0);
        }
    }

    private DomainEventStream decoded(List<LogRow> found) {
        return EventStreamUtils.upcastAndDeserializeDomainEvents(
                found.stream().map(LogRow::toEventData), getEventSerializer(), upcasterChain);
    }

    List<LogRow> rowsAfter(LogToken token, int limit) {
        return read(() -> rows.after(token.index(), limit));
    }

    Stream<TrackedEventMessage<?>> messages(List<LogRow> found) {
        return EventUtils.upcastAndDeserializeTrackedEvents(
                found.stream().map(LogRow::toTrackedData), getEventSerializer(), upcasterChain);
    }

    /** The same token, after it was held against the log. */
    LogToken verified(LogToken token) {
        if (!read(() -> rows.has(token))) {
            throw new LogRestoredException(token);
        }
        return token;
    }

    private static <T> T read(Callable<T> question) {
        try {
            return question.call();
        } catch (SQLException e) {
            throw new LogUnavailableException("the log cannot be read now", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new EventStoreException("the log cannot be read", e);
        }
    }

    private static final class EngineBuilder extends Builder {}
}
