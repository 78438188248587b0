package dev.atelier.wire;

/** A message that can never be read: it goes to the dead letters, whatever else is the matter. */
public final class UnreadableMessageException extends RuntimeException {
    public UnreadableMessageException(String why) {
        super(why);
    }

    public UnreadableMessageException(String why, Throwable cause) {
        super(why, cause);
    }
}
