package dev.atelier.contracts.job;

/** Why an attempt failed. Whether it is tried again is decided by the job's retry rules, which read {@link #retry()}. */
public enum FailureReason {
    BACKEND_UNAVAILABLE(Retry.BACK_OFF),
    BACKEND_OVERLOADED(Retry.BACK_OFF),
    CONNECTION_LOST(Retry.BACK_OFF),
    /** A known run vanished, or three heartbeats were missed. */
    ATTEMPT_LOST(Retry.BACK_OFF),
    /** The back end may or may not have taken the run. */
    SUBMISSION_UNKNOWN(Retry.BACK_OFF),
    OUT_OF_MEMORY(Retry.BACK_OFF),
    TIMED_OUT(Retry.BACK_OFF),
    STORAGE_UNAVAILABLE(Retry.BACK_OFF),
    INTERNAL(Retry.BACK_OFF),
    WORKFLOW_REJECTED(Retry.NEVER),
    INVALID_INPUT(Retry.NEVER),
    CONTENT_REJECTED(Retry.NEVER),
    /** The back end said "done" with nothing to show. */
    NO_OUTPUT(Retry.ONCE);

    /** How often an attempt that failed for a reason is followed by another. */
    public enum Retry {
        NEVER,
        ONCE,
        BACK_OFF
    }

    private final Retry retry;

    FailureReason(Retry retry) {
        this.retry = retry;
    }

    public Retry retry() {
        return retry;
    }
}
