package dev.atelier.contracts.job;

/** Who wanted the job to end. */
public enum CancelledBy {
    OWNER,
    ADMINISTRATOR
}
