package dev.atelier.query.log;

import dev.atelier.eventstore.StoredEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A log for one reader that goes through it page by page: while a page is folded, the next one is read and decoded by
 * another thread. One page at most lies ready, and only when the last one was full.
 */
public final class ReadAhead implements EventLog {
    private final EventLog log;
    private @Nullable Page next;

    public ReadAhead(EventLog log) {
        this.log = log;
    }

    private record Page(long after, int limit, FutureTask<List<StoredEvent>> events) {}

    @Override
    public List<StoredEvent> read(long afterPosition, int limit) {
        Page ready = next;
        next = null;
        List<StoredEvent> events = ready != null && ready.after() == afterPosition && ready.limit() == limit
                ? result(ready.events())
                : log.read(afterPosition, limit);
        if (events.size() == limit) {
            next = begin(events.getLast().position(), limit);
        }
        return events;
    }

    private Page begin(long after, int limit) {
        FutureTask<List<StoredEvent>> events = new FutureTask<>(() -> log.read(after, limit));
        Thread.ofVirtual().name("read-ahead").start(events);
        return new Page(after, limit, events);
    }

    private static List<StoredEvent> result(FutureTask<List<StoredEvent>> page) {
        try {
            return page.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the log was read", e);
        }
    }

    @Override
    public List<StoredEvent> stream(String stream) {
        return log.stream(stream);
    }

    @Override
    public long headPosition() {
        return log.headPosition();
    }

    @Override
    public Optional<String> eventIdAt(long position) {
        return log.eventIdAt(position);
    }

    @Override
    public boolean isSkipped(String eventId) {
        return log.isSkipped(eventId);
    }
}
