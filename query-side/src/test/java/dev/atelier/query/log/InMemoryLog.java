package dev.atelier.query.log;

import dev.atelier.contracts.wire.WireNames;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.eventstore.UnreadableEventException;
import dev.atelier.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A log for tests: an event a second, positions with gaps. */
public final class InMemoryLog implements EventLog {
    public static final Instant BEGAN = Instant.parse("2026-11-23T10:00:00Z");

    private final List<StoredEvent> events = new ArrayList<>();
    private final Set<String> spoiled = new HashSet<>();
    private final Set<String> skipped = new HashSet<>();

    /** Appends an event to a stream. */
    public StoredEvent append(String stream, Object payload) {
        long sequence =
                events.stream().filter(event -> event.stream().equals(stream)).count();
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

    /** Makes the event unreadable, until it is skipped. */
    public StoredEvent spoil(int n) {
        StoredEvent event = events.get(n);
        spoiled.add(event.eventId());
        return event;
    }

    /** Lets the read models go on without the event. */
    public void skip(StoredEvent event) {
        skipped.add(event.eventId());
    }

    private StoredEvent told(StoredEvent event) {
        if (!spoiled.contains(event.eventId())) {
            return event;
        }
        if (isSkipped(event.eventId())) {
            return event.skipped();
        }
        throw new UnreadableEventException(event, new IllegalStateException("spoiled"));
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
        List<StoredEvent> page = new ArrayList<>();
        for (StoredEvent event : events) {
            if (event.position() > afterPosition && page.size() < limit) {
                try {
                    page.add(told(event));
                } catch (UnreadableEventException e) {
                    if (page.isEmpty()) {
                        throw e;
                    }
                    return page;
                }
            }
        }
        return page;
    }

    @Override
    public List<StoredEvent> stream(String stream) {
        return events.stream()
                .filter(event -> event.stream().equals(stream))
                .map(this::told)
                .toList();
    }

    @Override
    public Optional<String> eventIdAt(long position) {
        return events.stream()
                .filter(event -> event.position() == position)
                .map(StoredEvent::eventId)
                .findFirst();
    }

    @Override
    public boolean isSkipped(String eventId) {
        return skipped.contains(eventId);
    }

    @Override
    public long headPosition() {
        return events.isEmpty() ? 0 : events.getLast().position();
    }
}
