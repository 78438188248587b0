package dev.atelier.saga.line;

import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobId;
import java.util.List;
import java.util.Map;

/** What is stored of the sagas: the lines follow from it, and what an order has to say. */
public interface StoredSagas {
    /** Reads every one of them into the line. */
    void readInto(WaitingLine line);

    /** How these jobs began; those that are over are not in it. */
    Map<JobId, JobCreated> jobs(List<JobId> wanted);
}
