package dev.atelier.eventstore;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.upcasting.event.EventUpcaster;

/** What a process that appends has of the log, put together as {@link EventStoreConfiguration} does. */
record LogProcess(
        LogDatabase database,
        LogTail tail,
        Doorbell doorbell,
        GroupCommit commits,
        EventStorageEngine engine,
        EventStore store)
        implements AutoCloseable {

    static LogProcess start(LogSettings settings, EventUpcaster upcasters) {
        LogDatabase database = LogDatabase.open(settings);
        LogTail tail = new LogTail(database, new LogRows(database));
        Doorbell doorbell = new Doorbell(database);
        GroupCommit commits = new GroupCommit(database, new LogMeters(new SimpleMeterRegistry()), () -> {
            tail.ring();
            doorbell.ring();
        });
        PostgresEventStorageEngine engine =
                PostgresEventStorageEngine.create(database, commits, WireNameSerializer.create(), upcasters);
        return new LogProcess(database, tail, doorbell, commits, engine, LogEventStore.create(engine, tail));
    }

    @Override
    public void close() {
        commits.close();
        doorbell.close();
        tail.close();
        database.close();
    }
}
