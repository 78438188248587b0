package dev.atelier.command.decision;

import java.util.List;
import java.util.function.Function;

/**
 * What a decider answers to a command: events to store, which may be none where there is nothing (more) to do, or a
 * refusal with its typed reason. A refusal never comes with events.
 *
 * @param <E> events
 * @param <R> reasons of refusals
 */
public sealed interface Decision<E, R> {
    /** These events are to be stored. */
    record Decided<E, R>(List<E> events) implements Decision<E, R> {
        public Decided {
            events = List.copyOf(events);
        }
    }

    /** Nothing is stored. */
    record Refused<E, R>(R why) implements Decision<E, R> {}

    @SafeVarargs
    static <E, R> Decision<E, R> events(E... events) {
        return new Decided<>(List.of(events));
    }

    /** All is as the command wants it already. */
    static <E, R> Decision<E, R> nothingToDo() {
        return new Decided<>(List.of());
    }

    static <E, R> Decision<E, R> refused(R why) {
        return new Refused<>(why);
    }

    /** What is to be stored: nothing for a refusal. */
    default List<E> events() {
        return switch (this) {
            case Decided<E, R>(List<E> events) -> events;
            case Refused<E, R> _ -> List.of();
        };
    }

    /** This decision where it was taken, otherwise the refusal as an exception that {@code exception} makes of it. */
    default Decision<E, R> orThrow(Function<R, ? extends RuntimeException> exception) {
        return switch (this) {
            case Decided<E, R> decided -> decided;
            case Refused<E, R>(R why) -> throw exception.apply(why);
        };
    }
}
