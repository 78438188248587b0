package dev.atelier.eventstore;

import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.jspecify.annotations.Nullable;

/**
 * Axon's event store on the log. Processors are woken by {@link LogTail} instead of looking, and a token is held
 * against the log before anything is read with it.
 */
public final class LogEventStore extends AbstractEventStore {
    private final PostgresEventStorageEngine engine;
    private final LogTail tail;

    private LogEventStore(StoreBuilder builder, PostgresEventStorageEngine engine, LogTail tail) {
        super(builder);
        this.engine = engine;
        this.tail = tail;
    }

    static LogEventStore create(PostgresEventStorageEngine engine, LogTail tail) {
        StoreBuilder builder = new StoreBuilder();
        builder.storageEngine(engine);
        return new LogEventStore(builder, engine, tail);
    }

    /**
     * Reads from after the token; null is the beginning.
     *
     * @throws LogRestoredException when the log does not have the event that the token names
     */
    @Override
    public TrackingEventStream openStream(@Nullable TrackingToken token) {
        LogToken from = engine.verified(asLogToken(token));
        return new LogStream(engine, tail, from);
    }

    /** In one round trip, where Axon's own way asks for the snapshot first. */
    @Override
    public DomainEventStream readEvents(String stream) {
        DomainEventStream stored = engine.readFromSnapshot(stream);
        Stream<? extends DomainEventMessage<?>> staged = stagedDomainEventMessages(stream);
        return DomainEventStream.concat(stored, DomainEventStream.of(staged));
    }

    /** Tokens of installations that are older than {@link LogToken} have the position only. */
    private static LogToken asLogToken(@Nullable TrackingToken token) {
        return switch (token) {
            case null -> LogToken.START;
            case LogToken ours -> ours;
            case GlobalSequenceTrackingToken older -> new LogToken(older.getGlobalIndex(), "");
            default -> throw new IllegalArgumentException("not a token of this log: " + token);
        };
    }

    private static final class StoreBuilder extends Builder {}
}
