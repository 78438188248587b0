package dev.atelier.gpu.backend;

import dev.atelier.contracts.job.FailureReason;

/** A run failed for a reason that has a name. The message is for administrators only: it may quote a back end. */
public final class RunFailureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureReason reason;

    public RunFailureException(FailureReason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public RunFailureException(FailureReason reason, String detail, Throwable cause) {
        super(detail, cause);
        this.reason = reason;
    }

    public FailureReason reason() {
        return reason;
    }

    /** What went wrong, for administrators. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
