package dev.atelier.query.log;

import dev.atelier.contracts.wire.WireNames;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A log for tests: an event a second, positions with gaps. */
public final class InMemoryLog implements EventLog {
    public static final Instant BEGAN = Instant.parse("2026-11-23T10:00:00Z");

    private final List<StoredEvent> events = new ArrayList<>();

    /** Appends an event to a stream. */
    public StoredEvent append(String stream, Object payload) {
        long sequence = stream(stream).size();
        long position = 3L * (events.size() + 1);
        WireNames.WireName name = WireNames.ofEvent(payload.getClass()).orElseThrow();
        StoredEvent event = new StoredEvent(
                position,
                stream,
                sequence,
                name.name(),
                name.revision(),
                new UUID(7, position).toString(),
                at(events.size()),
                payload,
                "{}",
                new String(WireJson.write(payload), StandardCharsets.UTF_8));
        events.add(event);
        return event;
    }

    /** When the n-th event is recorded, from 0. */
    public static Instant at(int n) {
        return BEGAN.plus(Duration.ofSeconds(n));
    }

    /** Loses everything after so many events, as a restore does. */
    public void restoreTo(int count) {
        events.subList(count, events.size()).clear();
    }

    public int size() {
        return events.size();
    }

    @Override
    public List<StoredEvent> read(long afterPosition, int limit) {
        return events.stream()
                .filter(event -> event.position() > afterPosition)
                .limit(limit)
                .toList();
    }

    @Override
    public List<StoredEvent> stream(String stream) {
        return events.stream().filter(event -> event.stream().equals(stream)).toList();
    }

    @Override
    public long headPosition() {
        return events.isEmpty() ? 0 : events.getLast().position();
    }
}
