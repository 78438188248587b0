package dev.atelier.eventstore;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.AxonException;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to their handlers in this process and waits for the outcome. Only the loss of a race against another
 * writer is tried again, from the log; what a handler decided from the log is never asked twice. What it decided from
 * assumptions ({@link Handling}) is asked once more where nothing was appended.
 */
public final class Commands {
    private static final int TRIES_MAX = 20;
    private static final long PAUSE_NANOS_MAX = 5_000_000;

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

    /**
     * Whatever the handler throws is thrown here as it is. Where a stream was to be created that exists, the handler is
     * asked once more: what stands in the stream is its answer.
     */
    public Handled send(Object command, Map<String, String> metadata) {
        boolean existed = false;
        Handling handling = new Handling(true);
        for (int attempt = 1; ; attempt++) {
            try {
                Handled handled = dispatch(command, metadata, handling);
                if (handling.isFinal()) {
                    return handled;
                }
            } catch (ConcurrencyException e) {
                if (attempt >= TRIES_MAX) {
                    throw e;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_NANOS_MAX));
            } catch (StreamExistsException e) {
                if (existed) {
                    throw e;
                }
                existed = true;
            } catch (AxonException e) {
                throw e;
            } catch (RuntimeException e) {
                if (handling.isFinal()) {
                    throw e;
                }
            }
            handling = new Handling(false);
        }
    }

    private Handled dispatch(Object command, Map<String, String> metadata, Handling handling) {
        AtomicReference<CommandResultMessage<?>> outcome = new AtomicReference<>();
        handling.run(() -> bus.dispatch(
                GenericCommandMessage.asCommandMessage(command).withMetaData(MetaData.from(metadata)),
                (message, result) -> outcome.set(result)));
        CommandResultMessage<?> result = outcome.get();
        if (result == null) {
            throw new IllegalStateException("the command bus of this process answers at once");
        }
        if (result.isExceptional()) {
            throw unchecked(result.exceptionResult());
        }
        return new Handled(result.getPayload(), handling.position());
    }

    /** The storage engine says where it put the events of the command that is being handled on this thread. */
    static void appended(long position) {
        Handling.appended(position);
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }
}
