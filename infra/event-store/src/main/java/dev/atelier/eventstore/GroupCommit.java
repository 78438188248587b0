package dev.atelier.eventstore;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the appends of concurrent units of work durable together: one thread sends whatever has gathered while the
 * statement before was under way, so that many callers share one statement, one lock and one fsync. Each caller is
 * answered after the commit. What is wrong with one unit is that unit's failure only.
 */
final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("[LOG]");
    /** How long a unit is tried before its caller hears that the log is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private final AppendQueue queue = new AppendQueue();
    private final LogWriter writer;
    private final LogPresence presence;
    private final LogMeters meters;
    private final Runnable grown;
    private final Thread thread;

    /** @param grown told after each commit that added events */
    GroupCommit(LogDatabase database, LogMeters meters, Runnable grown) {
        writer = new LogWriter(database);
        presence = database.presence();
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
        LogUnavailableException absence = presence.absence();
        if (absence != null) {
            throw absence;
        }
        PendingAppend unit = new PendingAppend(events);
        long begin = System.nanoTime();
        queue.put(unit, PATIENCE);
        long position = unit.await();
        meters.appended(System.nanoTime() - begin);
        return position;
    }

    private void run() {
        while (!queue.isDone()) {
            commit(queue.gather());
        }
        writer.close();
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
        if (!queue.isClosed() && patience.pause()) {
            return units;
        }
        LOG.error("{} appends were given up: {}", units.size(), failure.toString());
        if (!queue.isClosed()) {
            presence.lost(failure);
        }
        return failAll(units, new LogUnavailableException("the log cannot be reached now", failure));
    }

    private static List<PendingAppend> failAll(Iterable<PendingAppend> units, RuntimeException failure) {
        units.forEach(unit -> unit.failed(failure));
        return List.of();
    }

    int waiting() {
        return queue.size();
    }

    /** What has been taken in is stored first; whoever comes later is refused. */
    @Override
    public void close() {
        queue.close();
        thread.interrupt();
        try {
            thread.join(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
