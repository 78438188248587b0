package dev.atelier.eventstore;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the appends of concurrent units of work durable together: one thread sends whatever has gathered while the
 * statement before was under way, so that many callers share one statement, one lock and one fsync. Each caller is
 * answered after the commit. What is wrong with one unit is that unit's failure only.
 */
final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("[LOG]");
    private static final int WAITING_MAX = 10_000;
    private static final int UNITS_MAX = 512;
    private static final int EVENTS_MAX = 2_000;
    private static final int CHARACTERS_MAX = 4_000_000;
    /** How long a unit is tried before its caller hears that the log is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long GATHERING_NANOS = 150_000;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private final BlockingQueue<PendingAppend> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    /** Taken from the queue, and left for the next statement. */
    private final Deque<PendingAppend> carried = new ArrayDeque<>();

    private final LogWriter writer;
    private final LogMeters meters;
    private final Runnable grown;
    private final Thread thread;
    private volatile boolean stopping;
    private int expected;

    /** @param grown told after each commit that added events */
    GroupCommit(LogDatabase database, LogMeters meters, Runnable grown) {
        writer = new LogWriter(database);
        this.meters = meters;
        this.grown = grown;
        thread = Thread.ofPlatform().daemon().name("log-writer").start(this::run);
    }

    /**
     * Waits until the events are durable and returns the position of the last one.
     *
     * @throws StreamExistsException where a stream was to be created and exists
     * @throws org.axonframework.modelling.command.ConcurrencyException where somebody else was faster
     * @throws LogUnavailableException when the log cannot be written now
     * @throws EventStoreException when an event cannot be stored at all
     * @throws IllegalArgumentException when two events want the same place in a stream
     */
    long append(List<NewEvent> events) {
        PendingAppend unit = new PendingAppend(events);
        long begin = System.nanoTime();
        enqueue(unit);
        long position = unit.await();
        meters.appended(System.nanoTime() - begin);
        return position;
    }

    private void enqueue(PendingAppend unit) {
        try {
            if (stopping || !waiting.offer(unit, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LogUnavailableException("the log takes no more now; try again later");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("interrupted before the events were sent", e);
        }
        if (stopping && waiting.remove(unit)) {
            throw new LogUnavailableException("the process is stopping");
        }
    }

    private void run() {
        while (!stopping || !waiting.isEmpty() || !carried.isEmpty()) {
            commit(gather());
        }
        writer.close();
        failAll(waiting, new LogUnavailableException("the process is stopping"));
    }

    /** At most one unit of each stream, so that a conflict inside a group cannot be. */
    private List<PendingAppend> gather() {
        List<PendingAppend> group = new ArrayList<>();
        Deque<PendingAppend> left = new ArrayDeque<>();
        Set<String> streams = new HashSet<>();
        int events = 0;
        int characters = 0;
        PendingAppend next = carried.isEmpty() ? first() : carried.poll();
        long deadline = System.nanoTime() + GATHERING_NANOS;
        while (next != null) {
            boolean fits = group.isEmpty()
                    || (events + next.events().size() <= EVENTS_MAX
                            && characters + next.characters() <= CHARACTERS_MAX);
            if (fits && isFree(next, streams)) {
                group.add(next);
                next.events().forEach(event -> streams.add(event.stream()));
                events += next.events().size();
                characters += next.characters();
            } else {
                left.add(next);
            }
            boolean full = !fits || group.size() >= UNITS_MAX;
            next = full ? null : carried.isEmpty() ? another(group.size(), deadline) : carried.poll();
        }
        expected = group.size();
        left.descendingIterator().forEachRemaining(carried::addFirst);
        return group;
    }

    /** Waits for work; the interrupt that stops the thread ends the wait. */
    private @Nullable PendingAppend first() {
        try {
            return stopping ? waiting.poll() : waiting.take();
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

    private static boolean isFree(PendingAppend unit, Set<String> streams) {
        return unit.events().stream().noneMatch(event -> streams.contains(event.stream()));
    }

    private void commit(List<PendingAppend> group) {
        List<PendingAppend> left = group;
        AppendPatience patience = new AppendPatience(PATIENCE);
        while (!left.isEmpty()) {
            try {
                insert(left);
                return;
            } catch (SQLException e) {
                left = afterFailure(left, e, patience);
            } catch (RuntimeException | Error e) {
                // Also an Error: without this thread every later append would wait for ever.
                LOG.error("the log's writer met what it does not know", e);
                writer.close();
                failAll(left, new LogUnavailableException("the log could not be written", e));
                return;
            }
        }
    }

    private void insert(List<PendingAppend> units) throws SQLException {
        List<NewEvent> events =
                units.stream().flatMap(unit -> unit.events().stream()).toList();
        long[] positions = writer.insert(events);
        int last = -1;
        for (PendingAppend unit : units) {
            last += unit.events().size();
            unit.committed(positions[last]);
        }
        meters.committed(units.size());
        grown.run();
    }

    /** The units that are still to be stored. */
    private List<PendingAppend> afterFailure(List<PendingAppend> units, SQLException failure, AppendPatience patience) {
        return switch (AppendFailure.of(failure)) {
            case CONFLICT -> afterConflict(units, failure, patience);
            case UNKNOWN -> afterBreak(units, failure, patience);
            case REFUSED -> {
                LOG.error("the log refuses to be written: {}", failure.getMessage());
                writer.close();
                yield failAll(units, new LogUnavailableException("the log cannot be written now", failure));
            }
            case UNSTORABLE -> {
                if (units.size() > 1) {
                    units.forEach(unit -> commit(List.of(unit)));
                    yield List.of();
                }
                yield failAll(units, new EventStoreException("these events cannot be stored", failure));
            }
        };
    }

    private List<PendingAppend> afterConflict(
            List<PendingAppend> units, SQLException failure, AppendPatience patience) {
        Map<LogWriter.Place, LogWriter.Taken> taken;
        try {
            taken = writer.taken(
                    units.stream().flatMap(unit -> unit.events().stream()).toList());
        } catch (SQLException e) {
            return afterBreak(units, e, patience);
        }
        List<PendingAppend> left = new ArrayList<>();
        for (PendingAppend unit : units) {
            switch (Conflict.of(unit.events(), taken)) {
                case Conflict.None none -> left.add(unit);
                case Conflict.OwnEvents own -> unit.committed(own.lastPosition());
                case Conflict.Lost lost -> unit.failed(lost.toException(failure));
            }
        }
        return left.size() < units.size() ? left : afterBreak(units, failure, patience);
    }

    private List<PendingAppend> afterBreak(List<PendingAppend> units, SQLException failure, AppendPatience patience) {
        writer.close();
        if (!stopping && patience.pause()) {
            return units;
        }
        LOG.error("{} appends were given up: {}", units.size(), failure.toString());
        return failAll(units, new LogUnavailableException("the log cannot be reached now", failure));
    }

    private static List<PendingAppend> failAll(Iterable<PendingAppend> units, RuntimeException failure) {
        units.forEach(unit -> unit.failed(failure));
        return List.of();
    }

    int waiting() {
        return waiting.size();
    }

    /** What has been taken in is stored first; whoever comes later is refused. */
    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
