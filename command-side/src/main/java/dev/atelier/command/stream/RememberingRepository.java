package dev.atelier.command.stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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

/**
 * Keeps aggregates in memory as the last command here left them, so that the next one need not read their streams. A
 * unit of work that is rolled back, for whatever reason, leaves nothing behind: the aggregate is read again.
 *
 * <p>The aggregate's lock is held from before it is taken out until after it was put back or dropped; so it is never
 * seen by two threads.
 */
final class RememberingRepository<A> extends EventSourcingRepository<A> {
    private final Supplier<A> blank;
    private final EventStore events;
    private final Cache<String, EventSourcedAggregate<A>> remembered;

    /** @param blank makes an aggregate without events */
    RememberingRepository(Class<A> type, Supplier<A> blank, EventStore events, long rememberedMax) {
        super(EventSourcingRepository.builder(type).eventStore(events));
        this.blank = blank;
        this.events = events;
        remembered = Caffeine.newBuilder()
                .maximumSize(rememberedMax)
                .executor(Runnable::run)
                .build();
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
        CurrentUnitOfWork.get().onRollback(unit -> remembered.invalidate(stream));
        EventSourcedAggregate<A> assumed = Handling.assume(() -> assumption(stream));
        return assumed == null ? super.doLoadWithLock(stream, expectedVersion) : assumed;
    }

    private @Nullable EventSourcedAggregate<A> assumption(String stream) {
        EventSourcedAggregate<A> known = remembered.getIfPresent(stream);
        return known == null && isExpectedNew(stream) ? created() : known;
    }

    private EventSourcedAggregate<A> created() {
        return EventSourcedAggregate.initialize(
                blank.get(), aggregateModel(), events, NoSnapshotTriggerDefinition.TRIGGER);
    }

    @Override
    protected void doSaveWithLock(EventSourcedAggregate<A> aggregate) {
        String stream = aggregate.identifierAsString();
        if (stream != null && remembered.getIfPresent(stream) != aggregate) {
            remembered.put(stream, aggregate);
        }
    }
}
