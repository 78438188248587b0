package dev.atelier.wire;

/** The broker did not take a message, or may not have: send it again under the same message id. */
public class NotConfirmedException extends RuntimeException {
    public NotConfirmedException(String why) {
        super(why);
    }

    public NotConfirmedException(String why, Throwable cause) {
        super(why, cause);
    }
}
