package dev.atelier.command.stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.eventstore.Handling;
import java.util.concurrent.Callable;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
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
    private static final DomainEventStream NEW = DomainEventStream.empty();

    private final Cache<String, EventSourcedAggregate<A>> remembered;

    RememberingRepository(Class<A> type, EventStore events, long rememberedMax) {
        super(EventSourcingRepository.builder(type).eventStore(events));
        remembered = Caffeine.newBuilder()
                .maximumSize(rememberedMax)
                .executor(Runnable::run)
                .build();
    }

    /** What this unit of work has loaded already is not announced to it again. */
    @Override
    public Aggregate<A> loadOrCreate(String stream, Callable<A> blank) {
        Aggregate<A> loaded = managedAggregates(CurrentUnitOfWork.get()).get(stream);
        return loaded == null ? super.loadOrCreate(stream, blank) : loaded;
    }

    @Override
    protected EventSourcedAggregate<A> doLoadWithLock(String stream, @Nullable Long expectedVersion) {
        CurrentUnitOfWork.get().onRollback(unit -> remembered.invalidate(stream));
        EventSourcedAggregate<A> known = Handling.assume(() -> remembered.getIfPresent(stream));
        return known == null ? super.doLoadWithLock(stream, expectedVersion) : known;
    }

    @Override
    protected DomainEventStream readEvents(String stream) {
        DomainEventStream expected = Handling.assume(() -> isExpectedNew(stream) ? NEW : null);
        return expected == null ? super.readEvents(stream) : expected;
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

    @Override
    protected void doSaveWithLock(EventSourcedAggregate<A> aggregate) {
        String stream = aggregate.identifierAsString();
        if (stream != null && remembered.getIfPresent(stream) != aggregate) {
            remembered.put(stream, aggregate);
        }
    }
}
