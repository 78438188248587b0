package dev.atelier.command.stream;

import java.util.concurrent.Callable;
import java.util.function.Function;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * The aggregates of one kind. Each is read from the log in the unit of work of the command that asks for it, never
 * from a cache: so a refusal, and "nothing to do", are always decided from what the log says now. The stream stays
 * locked in this process until the unit of work is over.
 *
 * @param <A> the aggregate; a new one, without events, stands for a stream that does not exist
 */
public final class Roots<A> {
    private final EventSourcingRepository<A> repository;
    private final Callable<A> blank;

    private Roots(EventSourcingRepository<A> repository, Callable<A> blank) {
        this.repository = repository;
        this.blank = blank;
    }

    public static <A> Roots<A> of(Class<A> type, Callable<A> blank, EventStore events) {
        return new Roots<>(
                EventSourcingRepository.builder(type).eventStore(events).build(), blank);
    }

    /** What {@code use} makes of the aggregate of that stream; what it applies is appended when the command is done. */
    public <R> R with(Object stream, Function<A, R> use) {
        return repository.loadOrCreate(stream.toString(), blank).invoke(use);
    }
}
