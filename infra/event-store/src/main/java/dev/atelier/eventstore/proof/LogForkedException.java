package dev.atelier.eventstore.proof;

/** The log is not the one that was sealed here: it was restored to an older point, or somebody changed its blocks. */
public final class LogForkedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LogForkedException(String message) {
        super(message);
    }
}
