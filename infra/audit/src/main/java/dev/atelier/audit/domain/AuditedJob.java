package dev.atelier.audit.domain;

import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobState;
import java.time.Instant;

/**
 * A job as its events make it.
 *
 * @param events of its stream
 * @param since when it was created
 */
public record AuditedJob(JobId id, long events, JobState state, Instant since) {}
