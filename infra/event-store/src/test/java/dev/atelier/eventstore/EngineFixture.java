package dev.atelier.eventstore;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;

/** A log in a database of its own: engines that write and read it, and a look at it from outside. */
interface EngineFixture extends AutoCloseable {
    /** One more engine on the same log, as another process would have it. */
    EventStorageEngine open(EventUpcaster upcasters);

    default EventStorageEngine open() {
        return open(NoOpEventUpcaster.INSTANCE);
    }

    /** The event store that goes with this engine. */
    EventStore store(EventStorageEngine engine);

    /** Connections of a superuser that the engines do not know of. */
    DataSource outside();

    /** The table that holds the events. */
    String table();

    /** The column of {@link #table()} with the stream's name. */
    String streamColumn();

    /** The table that holds the snapshots, with {@link #streamColumn()} in it. */
    String snapshotTable();

    @Override
    void close() throws SQLException;
}
