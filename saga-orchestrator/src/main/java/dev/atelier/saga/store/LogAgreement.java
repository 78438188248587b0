package dev.atelier.saga.store;

import dev.atelier.eventstore.LogRestoredException;
import dev.atelier.eventstore.LogToken;
import java.util.Optional;
import java.util.function.Supplier;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the log still has the event at which the saga stands. After the log was restored to an older point it has
 * not: then nothing may be sent, for what is known here tells of things that did not happen there.
 */
public final class LogAgreement {
    private static final Logger LOG = LoggerFactory.getLogger("[ERROR_HANDLER]");

    private final Supplier<EventStore> log;
    private volatile State state = new State(false, Optional.empty());

    private record State(boolean agreed, Optional<LogRestoredException> restored) {}

    /** @param log asked for when it is needed: Axon makes its event store last */
    LogAgreement(Supplier<EventStore> log) {
        this.log = log;
    }

    /** Holds the token against the log. @throws LogRestoredException when they do not agree */
    public void check(LogToken token) {
        try {
            log.get().openStream(token).close();
        } catch (LogRestoredException e) {
            if (state.restored().isEmpty()) {
                LOG.error("the saga stands still and sends nothing: {}", e.getMessage());
            }
            state = new State(false, Optional.of(e));
            throw e;
        }
        state = new State(true, Optional.empty());
    }

    /** False as well while it is not known yet. */
    public boolean isKnown() {
        return state.agreed();
    }

    /** What the log does not have, if it was found to have been restored. */
    public Optional<LogRestoredException> restored() {
        return state.restored();
    }
}
