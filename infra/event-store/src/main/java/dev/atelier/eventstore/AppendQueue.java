package dev.atelier.eventstore;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Units of work that wait for the log's writer: put by any thread, gathered into groups by one. */
final class AppendQueue {
    private static final int WAITING_MAX = 10_000;
    private static final int UNITS_MAX = 512;
    private static final int EVENTS_MAX = 2_000;
    private static final int CHARACTERS_MAX = 4_000_000;
    private static final long GATHERING_NANOS = 150_000;

    private final BlockingQueue<PendingAppend> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    /** Taken from the queue, and left for the next group. */
    private final Deque<PendingAppend> carried = new ArrayDeque<>();

    private volatile boolean closed;
    private int expected;

    /** @throws LogUnavailableException when there is no room for so long, or the queue is closed */
    void put(PendingAppend unit, Duration patience) {
        try {
            if (closed || !waiting.offer(unit, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LogUnavailableException("the log takes no more now; try again later");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("interrupted before the events were sent", e);
        }
        if (closed && waiting.remove(unit)) {
            throw new LogUnavailableException("the process is stopping");
        }
    }

    /** From now on nothing is taken in; what waits is still handed out. Whoever waits for work has to be interrupted. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** Closed, and everything was handed out. */
    boolean isDone() {
        return closed && waiting.isEmpty() && carried.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /**
     * Waits for work and takes what there is, as much as one statement should carry; empty after an interrupt. At most
     * one unit of each stream, so that a conflict inside a group cannot be.
     */
    List<PendingAppend> gather() {
        Group group = new Group();
        Deque<PendingAppend> left = new ArrayDeque<>();
        PendingAppend next = carried.isEmpty() ? first() : carried.poll();
        long deadline = System.nanoTime() + GATHERING_NANOS;
        while (next != null) {
            if (!group.take(next)) {
                left.add(next);
            }
            next = group.isFull() ? null : carried.isEmpty() ? another(group.size(), deadline) : carried.poll();
        }
        expected = group.size();
        left.descendingIterator().forEachRemaining(carried::addFirst);
        return group.units;
    }

    /** The interrupt that announces the end ends the wait. */
    private @Nullable PendingAppend first() {
        try {
            return closed ? waiting.poll() : waiting.take();
        } catch (InterruptedException e) {
            return null;
        }
    }

    /**
     * The callers of the last group are about to come back: it is worth a moment to let them, because each statement
     * costs a flush to disk. A caller who is alone never waits.
     */
    private @Nullable PendingAppend another(int gathered, long deadline) {
        PendingAppend next = waiting.poll();
        if (next != null || gathered >= expected) {
            return next;
        }
        try {
            return waiting.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** What goes into one statement. */
    private static final class Group {
        private final List<PendingAppend> units = new ArrayList<>();
        private final Set<String> streams = new HashSet<>();
        private int events;
        private int characters;

        /** A unit that is larger than a group may be goes alone. */
        boolean take(PendingAppend unit) {
            events += unit.events().size();
            characters += unit.characters();
            boolean fits = units.isEmpty() || (events <= EVENTS_MAX && characters <= CHARACTERS_MAX);
            if (!fits || unit.events().stream().anyMatch(event -> streams.contains(event.stream()))) {
                return false;
            }
            units.add(unit);
            unit.events().forEach(event -> streams.add(event.stream()));
            return true;
        }

        boolean isFull() {
            return units.size() >= UNITS_MAX || events >= EVENTS_MAX || characters >= CHARACTERS_MAX;
        }

        int size() {
            return units.size();
        }
    }
}
