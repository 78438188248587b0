package dev.atelier.query.jobview;

import dev.atelier.contracts.job.JobId;
import java.time.Duration;

/** Lets a request wait until a job moves on. */
@FunctionalInterface
public interface JobChanges {
    /** Returns when the job has gone beyond {@code sequence}, or when the time is up. */
    void await(JobId job, long sequence, Duration limit) throws InterruptedException;
}
