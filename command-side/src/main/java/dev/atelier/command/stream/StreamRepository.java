package dev.atelier.command.stream;

import dev.atelier.eventstore.Handling;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;

/** Reads aggregates from their streams, but for those that a command expects to be new. */
class StreamRepository<A> extends EventSourcingRepository<A> {
    private final Supplier<A> blank;
    private final EventStore events;

    /** @param blank makes an aggregate without events */
    StreamRepository(Class<A> type, Supplier<A> blank, EventStore events) {
        super(EventSourcingRepository.builder(type).eventStore(events));
        this.blank = blank;
        this.events = events;
    }

    Aggregate<A> loadOrCreate(String stream) {
        return loadOrCreate(stream, blank::get);
    }

    /** From now on, this unit of work expects that there is no such stream. */
    void expectNew(String stream) {
        CurrentUnitOfWork.get().resources().put(expectation(stream), true);
    }

    private static boolean isExpectedNew(String stream) {
        return CurrentUnitOfWork.get().resources().containsKey(expectation(stream));
    }

    private static String expectation(String stream) {
        return "new " + stream;
    }

    /** What this unit of work has loaded already is not announced to it again. */
    @Override
    public Aggregate<A> loadOrCreate(String stream, Callable<A> factory) {
        Aggregate<A> loaded = managedAggregates(CurrentUnitOfWork.get()).get(stream);
        return loaded == null ? super.loadOrCreate(stream, factory) : loaded;
    }

    @Override
    protected EventSourcedAggregate<A> doLoadWithLock(String stream, @Nullable Long expectedVersion) {
        EventSourcedAggregate<A> assumed = Handling.assume(() -> isExpectedNew(stream) ? created() : null);
        return assumed == null ? super.doLoadWithLock(stream, expectedVersion) : assumed;
    }

    /** Whatever the command expects. */
    EventSourcedAggregate<A> fromItsStream(String stream) {
        return super.doLoadWithLock(stream, null);
    }

    private EventSourcedAggregate<A> created() {
        return EventSourcedAggregate.initialize(
                blank.get(), aggregateModel(), events, NoSnapshotTriggerDefinition.TRIGGER);
    }
}
