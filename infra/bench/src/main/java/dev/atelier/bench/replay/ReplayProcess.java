package dev.atelier.bench.replay;

import dev.atelier.bench.stage.Database;
import dev.atelier.bench.stage.OpenLog;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.StoredEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.slf4j.LoggerFactory;

/**
 * Reads the whole log from the first event on, payloads parsed, again and again until the time is up, in a JVM of its
 * own. Arguments: milliseconds to warm up, milliseconds to measure. Prints a line {@code KIND EVENTS SECONDS} for
 * {@code read}, by the log's reader, and for {@code stream}, by a stream of the event store as Axon's processors read.
 */
final class ReplayProcess {
    private static final int PAGE = 2_000;

    private ReplayProcess() {}

    public static void main(String[] arguments) {
        Duration warmUp = Duration.ofMillis(Long.parseLong(arguments[0]));
        Duration time = Duration.ofMillis(Long.parseLong(arguments[1]));
        try (OpenLog log = OpenLog.on(Database.ofEnvironment())) {
            LogReader reader = log.reader();
            long head = reader.headPosition();
            measure("read", warmUp, time, () -> read(reader));
            measure("stream", warmUp, time, () -> stream(log.store(), head));
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(ReplayProcess.class).error("the replay failed", e);
            System.exit(1);
        }
        System.exit(0);
    }

    private static void measure(String kind, Duration warmUp, Duration time, LongSupplier pass) {
        repeat(warmUp, pass);
        long begin = System.nanoTime();
        long events = repeat(time, pass);
        System.out.println(kind + " " + events + " " + (System.nanoTime() - begin) / 1e9);
    }

    /** Whole passes only; at least one. */
    private static long repeat(Duration time, LongSupplier pass) {
        long end = System.nanoTime() + time.toNanos();
        long events = pass.getAsLong();
        while (System.nanoTime() < end) {
            events += pass.getAsLong();
        }
        return events;
    }

    private static long read(LogReader reader) {
        long count = 0;
        List<StoredEvent> page = reader.read(0, PAGE);
        while (!page.isEmpty()) {
            count += page.size();
            page = reader.read(page.getLast().position(), PAGE);
        }
        return count;
    }

    private static long stream(EventStore store, long head) {
        long count = 0;
        long position = 0;
        try (BlockingStream<TrackedEventMessage<?>> events = store.openStream(null)) {
            while (position < head) {
                TrackedEventMessage<?> event = events.nextAvailable();
                if (event.getPayload() == null) {
                    throw new IllegalStateException("an event without a payload at " + position);
                }
                position = event.trackingToken().position().orElseThrow();
                count++;
            }
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return count;
        }
    }
}
