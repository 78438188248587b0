package dev.atelier.bench.append;

import java.util.concurrent.ThreadFactory;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.caching.WeakReferenceCache;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;

/** An event store under a {@code SimpleCommandBus}, set up as it is meant to be used. */
interface Engine extends AutoCloseable {
    /** The bus that {@link MeasuredJob}'s commands are sent to. */
    CommandBus bus();

    EventStore store();

    /** On what its callers run. */
    ThreadFactory callers();

    @Override
    void close();

    /** Lets the aggregate's commands be handled, through a repository with a cache. */
    default void subscribe() {
        AggregateAnnotationCommandHandler.<MeasuredJob>builder()
                .aggregateType(MeasuredJob.class)
                .repository(EventSourcingRepository.builder(MeasuredJob.class)
                        .eventStore(store())
                        .cache(new WeakReferenceCache())
                        .build())
                .build()
                .subscribe(bus());
    }
}
