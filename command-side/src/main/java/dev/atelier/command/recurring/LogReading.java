package dev.atelier.command.recurring;

import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.StoredEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads on in the log from where it stopped, and again from the beginning where the log is not the one it was: one that
 * was restored has other events at the same positions. For one thread.
 */
public final class LogReading {
    private static final int PAGE = 2_000;

    private final LogReader log;
    private long position;
    private @Nullable String eventId;

    public LogReading(LogReader log) {
        this.log = log;
    }

    /**
     * Everything that is new.
     *
     * @param forget called first where all that was read before counts no more
     */
    public void readOn(Runnable forget, Consumer<StoredEvent> event) {
        if (eventId != null && !log.eventIdAt(position).equals(Optional.of(eventId))) {
            position = 0;
            eventId = null;
            forget.run();
        }
        List<StoredEvent> page = log.read(position, PAGE);
        while (!page.isEmpty()) {
            page.forEach(event);
            position = page.getLast().position();
            eventId = page.getLast().eventId();
            page = log.read(position, PAGE);
        }
    }
}
