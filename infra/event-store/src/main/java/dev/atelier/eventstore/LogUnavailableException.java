package dev.atelier.eventstore;

import org.axonframework.common.AxonTransientException;

/**
 * The log could not be read or written now; the same command may be sent again later. Where the connection broke after the
 * events were sent, they may be in the log all the same: whoever sends the command again learns it from its stream.
 */
public final class LogUnavailableException extends AxonTransientException {
    LogUnavailableException(String message) {
        super(message);
    }

    LogUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
