package dev.atelier.contracts.account;

/** Why held or captured credits went back to the person. */
public enum RefundReason {
    JOB_FAILED,
    JOB_CANCELLED,
    /** An administrator decided so; who and why stands in the refund's own stream. */
    ADMINISTRATOR
}
