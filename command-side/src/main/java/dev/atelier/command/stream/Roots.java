package dev.atelier.command.stream;

import java.util.function.Function;

/**
 * The aggregates of one kind, within the unit of work of a command. The stream stays locked in this process until the
 * unit of work is over. What is assumed about it instead of being read is checked: see
 * {@link dev.atelier.eventstore.Handling}.
 *
 * @param <A> the aggregate; a new one, without events, stands for a stream that does not exist
 */
public final class Roots<A> {
    private final StreamRepository<A> repository;

    Roots(StreamRepository<A> repository) {
        this.repository = repository;
    }

    /** What {@code use} makes of the aggregate of that stream; what it applies is appended when the command is done. */
    public <R> R with(Object stream, Function<A, R> use) {
        return repository.loadOrCreate(stream.toString()).invoke(use);
    }

    /** The same for a stream that most probably does not exist, so that it is not worth reading. */
    public <R> R withNew(Object stream, Function<A, R> use) {
        repository.expectNew(stream.toString());
        return with(stream, use);
    }
}
