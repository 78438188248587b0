package dev.atelier.command.job.domain;

/** Why a job does not do what it was asked. */
public enum JobRefusal {
    /** There is no such job. */
    UNKNOWN_JOB,
    /** The job exists already, and was asked for with other words. */
    KEY_REUSED,
    /** The job has ended. */
    ENDED,
    /** The job has not ended yet. */
    NOT_ENDED,
    /** Somebody asked for the job to stop. */
    CANCEL_REQUESTED,
    /** The job is at another attempt. */
    OTHER_ATTEMPT,
    /** The attempt belongs to another worker, or to another run of this one. */
    OTHER_WORKER
}
