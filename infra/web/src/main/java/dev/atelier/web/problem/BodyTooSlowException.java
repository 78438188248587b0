package dev.atelier.web.problem;

import dev.atelier.contracts.error.ErrorCode;
import java.io.IOException;

/** A body took longer to come in than it may. */
public final class BodyTooSlowException extends IOException {
    private static final long serialVersionUID = 1L;

    public BodyTooSlowException() {
        super("the body comes in too slowly");
    }

    public ProblemException problem() {
        return ProblemException.of(ErrorCode.TOO_SLOW);
    }
}
