package dev.atelier.bench.append;

import dev.atelier.bench.stage.Database;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.caching.WeakReferenceCache;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;

/** An event store under a {@code SimpleCommandBus}, set up as it is meant to be used. */
public interface Engine extends AutoCloseable {
    /** The bus that {@link MeasuredJob}'s commands are sent to. */
    CommandBus bus();

    EventStore store();

    /** On what its callers run. */
    ThreadFactory callers();

    /** Events of one unit of work, without an aggregate; returns when they are durable. */
    void append(List<? extends EventMessage<?>> events);

    @Override
    void close();

    /** {@code atelier} or {@code stock}. */
    static Engine of(String name, Database database) {
        return switch (name) {
            case "atelier" -> new AtelierLog(database);
            case "stock" -> new StockJdbc(database);
            default -> throw new IllegalArgumentException("no engine " + name);
        };
    }

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
