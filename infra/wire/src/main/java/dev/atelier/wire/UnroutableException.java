package dev.atelier.wire;

/** The broker had no queue for a message and returned it: sending it again helps only once there is one. */
public final class UnroutableException extends NotConfirmedException {
    public UnroutableException(String why) {
        super(why);
    }
}
