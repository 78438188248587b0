package dev.atelier.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/** Reads from a token on, in a thread of its own, and remembers everything it has seen. */
final class StressReader {
    private static final int WAIT_MILLIS = 20;
    private static final long LIMIT_MILLIS = 60_000;

    /** An event as a reader saw it. */
    record Seen(long position, String eventId) {}

    private final String from;
    private final long start;
    private final List<Seen> seen = new ArrayList<>();
    private final Thread thread;
    private volatile boolean complete;
    private volatile @Nullable Exception failure;

    private interface Source {
        void readOn(StressReader reader) throws Exception;
    }

    private StressReader(String from, @Nullable TrackingToken token, Source source) {
        this.from = from;
        start = position(token);
        thread = Thread.ofVirtual().start(() -> read(source));
    }

    /** Through the engine: a page now and a page then. */
    static StressReader ofEngine(LogProcess log, String from, @Nullable TrackingToken token) {
        TrackingToken first = token == null ? log.engine().createTailToken() : token;
        TailReader pages = new TailReader(log.engine(), first);
        return new StressReader("engine from " + from, token, reader -> {
            log.tail().awaitBeyond(reader.last(), java.time.Duration.ofMillis(WAIT_MILLIS));
            pages.readOn();
            pages.seen().forEach(reader::see);
            pages.seen().clear();
        });
    }

    /** Through the event store, as a processor reads. */
    static StressReader ofStore(LogProcess log, String from, @Nullable TrackingToken token) {
        TrackingEventStream stream = (TrackingEventStream) log.store().openStream(token);
        return new StressReader("store from " + from, token, reader -> {
            while (stream.hasNextAvailable(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                reader.see(stream.nextAvailable());
            }
        });
    }

    private void read(Source source) {
        try {
            while (!complete) {
                source.readOn(this);
            }
            source.readOn(this);
        } catch (Exception e) {
            failure = e;
        }
    }

    private synchronized void see(TrackedEventMessage<?> event) {
        seen.add(new Seen(position(event.trackingToken()), event.getIdentifier()));
    }

    synchronized long last() {
        return seen.isEmpty() ? start : seen.getLast().position();
    }

    private static long position(@Nullable TrackingToken token) {
        OptionalLong position = token == null ? OptionalLong.of(0) : token.position();
        return position.orElse(0);
    }

    long start() {
        return start;
    }

    /** What it has seen by the time it has read everything up to the end of the log. */
    List<Seen> complete() throws Exception {
        stop();
        Exception broken = failure;
        if (broken != null || thread.isAlive()) {
            throw new IllegalStateException(this + " broke", broken);
        }
        return List.copyOf(seen);
    }

    /** Has it read what there is now, and no more. */
    void stop() {
        complete = true;
        try {
            thread.join(LIMIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "reader of the " + from + " at " + start;
    }
}
