package dev.atelier.command.stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.eventstore.Handling;
import java.util.function.Supplier;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what aggregates were after the last command here that was committed, so that the next one need not read
 * their streams, and after another process has moved one on, only what came since. A unit of work that is rolled back,
 * for whatever reason, changes nothing of it.
 *
 * <p>The aggregate's lock is held from before it is recalled until after it was remembered; so it is never seen by two
 * threads.
 */
final class RememberingRepository<A extends Rememberable> extends StreamRepository<A> {
    /** What an aggregate was. @param version sequence number of the last event in it */
    private record Memory(Object state, long version) {}

    private final Supplier<A> blank;
    private final EventStore events;
    private final Cache<String, Memory> remembered;

    /** @param blank makes an aggregate without events */
    RememberingRepository(Class<A> type, Supplier<A> blank, EventStore events, long rememberedMax) {
        super(type, blank, events);
        this.blank = blank;
        this.events = events;
        remembered = Caffeine.newBuilder()
                .maximumSize(rememberedMax)
                .executor(Runnable::run)
                .build();
    }

    @Override
    protected EventSourcedAggregate<A> doLoadWithLock(String stream, @Nullable Long expectedVersion) {
        Memory memory = remembered.getIfPresent(stream);
        if (memory == null) {
            return super.doLoadWithLock(stream, expectedVersion);
        }
        EventSourcedAggregate<A> assumed = Handling.assume(() -> recalled(stream, memory));
        if (assumed != null) {
            return assumed;
        }
        EventSourcedAggregate<A> caughtUp = caughtUp(stream, memory);
        return caughtUp == null ? fromItsStream(stream) : caughtUp;
    }

    private EventSourcedAggregate<A> recalled(String stream, Memory memory) {
        A root = blank.get();
        root.restore(stream, memory.state());
        return EventSourcedAggregate.reconstruct(
                root, aggregateModel(), memory.version(), false, events, NoSnapshotTriggerDefinition.TRIGGER);
    }

    /** As the log says now; null where the log does not have what is remembered, because it was restored. */
    private @Nullable EventSourcedAggregate<A> caughtUp(String stream, Memory memory) {
        DomainEventStream since = events.readEvents(stream, memory.version());
        if (!since.hasNext() || since.next().getSequenceNumber() != memory.version()) {
            return null;
        }
        EventSourcedAggregate<A> aggregate = recalled(stream, memory);
        if (since.hasNext()) {
            aggregate.initializeState(since);
        }
        return aggregate;
    }

    @Override
    protected void doSaveWithLock(EventSourcedAggregate<A> aggregate) {
        CurrentUnitOfWork.get().afterCommit(unit -> remember(aggregate));
    }

    private void remember(EventSourcedAggregate<A> aggregate) {
        String stream = aggregate.identifierAsString();
        Long version = aggregate.version();
        if (stream != null && version != null) {
            remembered.put(stream, new Memory(aggregate.getAggregateRoot().state(), version));
        }
    }
}
