package dev.atelier.query.log;

import dev.atelier.contracts.log.Processor;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.Skips;
import dev.atelier.eventstore.StoredEvent;
import java.util.List;
import java.util.Optional;

/** The log in PostgreSQL, without what an administrator let the read models skip. */
public final class PostgresEventLog implements EventLog {
    private final LogReader reader;
    private final Skips skips;

    public PostgresEventLog(LogReader log) {
        skips = new Skips(log);
        reader = log.skipping(unreadable -> isSkipped(unreadable.eventId()));
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

    @Override
    public Optional<String> eventIdAt(long position) {
        return reader.eventIdAt(position);
    }

    @Override
    public boolean isSkipped(String eventId) {
        return skips.isSkipped(Processor.READ_MODELS, eventId);
    }
}
