package dev.atelier.eventstore;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to their handlers in this process and waits for the outcome. Only the loss of a race against another
 * writer is tried again; what a handler decided is never asked twice.
 */
public final class Commands {
    private static final int TRIES_MAX = 20;
    private static final long PAUSE_NANOS_MAX = 5_000_000;
    private static final ScopedValue<AtomicLong> POSITION = ScopedValue.newInstance();

    private final CommandBus bus;

    Commands(CommandBus bus) {
        this.bus = bus;
    }

    /**
     * What came of a command.
     *
     * @param result what the handler returned
     * @param position the log position after the append, 0 if nothing was appended
     */
    public record Handled(@Nullable Object result, long position) {
        /** The handler's answer as its type. */
        public <R> R as(Class<R> type) {
            return type.cast(java.util.Objects.requireNonNull(result, "the handler returned nothing"));
        }
    }

    /** Whatever the handler throws is thrown here as it is. */
    public Handled send(Object command, Map<String, String> metadata) {
        for (int attempt = 1; ; attempt++) {
            try {
                return dispatch(command, metadata);
            } catch (ConcurrencyException e) {
                if (attempt == TRIES_MAX) {
                    throw e;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_NANOS_MAX));
            }
        }
    }

    private Handled dispatch(Object command, Map<String, String> metadata) {
        AtomicLong position = new AtomicLong();
        AtomicReference<CommandResultMessage<?>> outcome = new AtomicReference<>();
        ScopedValue.where(POSITION, position)
                .run(() -> bus.dispatch(
                        GenericCommandMessage.asCommandMessage(command).withMetaData(MetaData.from(metadata)),
                        (message, result) -> outcome.set(result)));
        CommandResultMessage<?> result = outcome.get();
        if (result == null) {
            throw new IllegalStateException("the command bus of this process answers at once");
        }
        if (result.isExceptional()) {
            throw unchecked(result.exceptionResult());
        }
        return new Handled(result.getPayload(), position.get());
    }

    /** The storage engine says where it put the events of the command that is being handled on this thread. */
    static void appended(long position) {
        if (POSITION.isBound()) {
            POSITION.get().set(position);
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }
}
