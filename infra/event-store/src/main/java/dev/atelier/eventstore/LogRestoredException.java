package dev.atelier.eventstore;

import org.axonframework.eventsourcing.eventstore.EventStoreException;

/**
 * The log does not have the event that a token names: it was restored to an older point, or it is another log. Whoever
 * holds the token knows of things that did not happen here.
 */
public final class LogRestoredException extends EventStoreException {
    private final LogToken token;

    LogRestoredException(LogToken token) {
        super("the log has no event " + token.eventId() + " at position " + token.index()
                + ": it was restored to an older point, or it is another log");
        this.token = token;
    }

    public LogToken token() {
        return token;
    }
}
