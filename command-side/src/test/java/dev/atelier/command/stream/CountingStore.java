package dev.atelier.command.stream;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.axonframework.common.Registration;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.jspecify.annotations.Nullable;

/** The same store, and how many streams were read from it. */
final class CountingStore implements EventStore {
    private final EventStore store;
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger read = new AtomicInteger();

    CountingStore(EventStore store) {
        this.store = store;
    }

    /** Streams read since this was asked last. */
    int reads() {
        return reads.getAndSet(0);
    }

    @Override
    public DomainEventStream readEvents(String stream) {
        reads.incrementAndGet();
        return store.readEvents(stream);
    }

    @Override
    public DomainEventStream readEvents(String stream, long firstSequence) {
        reads.incrementAndGet();
        DomainEventStream since = store.readEvents(stream, firstSequence);
        return DomainEventStream.of(
                since.asStream().peek(event -> read.incrementAndGet()), since::getLastSequenceNumber);
    }

    /** Events that were read beyond a whole stream, since this was asked last. */
    int eventsReadOn() {
        return read.getAndSet(0);
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        store.storeSnapshot(snapshot);
    }

    @Override
    public void publish(List<? extends EventMessage<?>> events) {
        store.publish(events);
    }

    @Override
    public Registration registerDispatchInterceptor(
            MessageDispatchInterceptor<? super EventMessage<?>> dispatchInterceptor) {
        return store.registerDispatchInterceptor(dispatchInterceptor);
    }

    @Override
    public Registration subscribe(Consumer<List<? extends EventMessage<?>>> processor) {
        return store.subscribe(processor);
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        return store.openStream(token);
    }
}
