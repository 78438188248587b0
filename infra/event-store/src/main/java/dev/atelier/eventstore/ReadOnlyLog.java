package dev.atelier.eventstore;

import org.axonframework.serialization.upcasting.event.EventUpcasterChain;

/** The log for a program that reads it and is no deployable, such as a word of the command line. */
public final class ReadOnlyLog implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 2;

    private final LogDatabase database;

    private ReadOnlyLog(LogDatabase database) {
        this.database = database;
    }

    /** Opens a log that exists; its schema is left as it is. */
    public static ReadOnlyLog open(String jdbcUrl, String user, String password) {
        return new ReadOnlyLog(
                LogDatabase.open(new LogSettings(jdbcUrl, user, password, false, LogRole.READER, CONNECTIONS_MAX)));
    }

    /** No event has an older revision yet; the first upcaster belongs here as well as into the deployables. */
    public LogReader reader() {
        return new LogReader(database, new OlderRevisions(WireNameSerializer.create(), new EventUpcasterChain()));
    }

    @Override
    public void close() {
        database.close();
    }
}
