package dev.atelier.saga.jobfulfilment;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;

/**
 * The log as the saga takes it in: before an event that cannot be read there is nothing more, for as long as the saga
 * has to stand still. So what came before it is handled and committed meanwhile, and the segment stays claimed.
 */
final class ReadableStream implements TrackingEventStream {
    private final BlockingStream<TrackedEventMessage<?>> log;
    private final ReadableEvents events;
    private Optional<TrackedEventMessage<?>> next = Optional.empty();

    ReadableStream(BlockingStream<TrackedEventMessage<?>> log, ReadableEvents events) {
        this.log = log;
        this.events = events;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        if (next.isEmpty()) {
            next = log.peek().flatMap(events::look);
        }
        return next;
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        if (!log.hasNextAvailable(timeout, unit)) {
            return false;
        }
        if (peek().isEmpty()) {
            unit.sleep(timeout);
        }
        return next.isPresent();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable(1, TimeUnit.SECONDS)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        TrackedEventMessage<?> taken = next.orElseThrow();
        next = Optional.empty();
        log.nextAvailable();
        return taken;
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        return log.setOnAvailableCallback(callback);
    }

    @Override
    public void close() {
        events.goOn();
        log.close();
    }
}
