package dev.atelier.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The newest events in the order of the log, as many as fit; not safe for several threads. */
final class TailWindow {
    private static final int EVENTS_MAX = 8_192;
    private static final int BYTES_MAX = 16_000_000;

    private final List<LogRow> events = new ArrayList<>();
    private long before;
    private long bytes;

    /** Forgets everything; the next event comes after this position. */
    void begin(long position) {
        events.clear();
        bytes = 0;
        before = position;
    }

    void add(LogRow row) {
        events.add(row);
        bytes += row.bytes();
        if (events.size() > EVENTS_MAX || bytes > BYTES_MAX) {
            forgetOlderHalf();
        }
    }

    /** In halves, because taking one event off the front of a list moves all others. */
    private void forgetOlderHalf() {
        List<LogRow> older = events.subList(0, (events.size() + 1) / 2);
        before = older.getLast().position();
        bytes -= older.stream().mapToLong(LogRow::bytes).sum();
        older.clear();
    }

    /** Empty when an event after the position has been forgotten already, or never was here. */
    Optional<List<LogRow>> after(long position, int limit) {
        if (position < before) {
            return Optional.empty();
        }
        int from = firstAfter(position);
        return Optional.of(List.copyOf(events.subList(from, Math.min(events.size(), from + limit))));
    }

    private int firstAfter(long position) {
        int low = 0;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.get(middle).position() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
