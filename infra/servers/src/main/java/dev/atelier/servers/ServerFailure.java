package dev.atelier.servers;

import org.jspecify.annotations.Nullable;

/** A server could not be started, stopped or asked; the message says what to do about it and holds no secret. */
public final class ServerFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerFailure(String message) {
        super(message);
    }

    ServerFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
