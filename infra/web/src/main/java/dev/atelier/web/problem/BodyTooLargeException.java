package dev.atelier.web.problem;

import dev.atelier.contracts.error.ErrorCode;
import java.io.IOException;

/** A body turned out larger than it may be while it was being read. */
public final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long bytesMax;

    public BodyTooLargeException(long bytesMax) {
        super("the body is larger than " + bytesMax + " bytes");
        this.bytesMax = bytesMax;
    }

    public ProblemException problem() {
        return tooLarge(bytesMax);
    }

    /** The problem, with the limit, so that a client can tell a person. */
    public static ProblemException tooLarge(long bytesMax) {
        return ProblemException.of(ErrorCode.TOO_LARGE).with("bytesMax", bytesMax);
    }
}
