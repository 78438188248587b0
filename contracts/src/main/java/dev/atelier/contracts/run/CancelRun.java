package dev.atelier.contracts.run;

import dev.atelier.contracts.job.JobId;

/** Tells the worker that has this attempt to stop it; sent to the worker's own control queue. */
public record CancelRun(JobId jobId, int attempt) {}
