package dev.atelier.query.log;

import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.StoredEvent;
import java.util.List;

/** The log in PostgreSQL. */
public final class PostgresEventLog implements EventLog {
    private final LogReader reader;

    public PostgresEventLog(LogReader reader) {
        this.reader = reader;
    }

    @Override
    public List<StoredEvent> read(long afterPosition, int limit) {
        return reader.read(afterPosition, limit);
    }

    @Override
    public List<StoredEvent> stream(String stream) {
        return reader.stream(stream);
    }

    @Override
    public long headPosition() {
        return reader.headPosition();
    }
}
