package dev.atelier.saga.outbound;

import dev.atelier.contracts.job.JobId;
import org.slf4j.MDC;

/** While it is open, every line of this thread's log names the job and its attempt. */
public final class JobInLog implements AutoCloseable {
    private static final String JOB = "job";
    private static final String ATTEMPT = "attempt";

    private JobInLog() {}

    public static JobInLog open(JobId jobId, int attempt) {
        MDC.put(JOB, jobId.toString());
        MDC.put(ATTEMPT, Integer.toString(attempt));
        return new JobInLog();
    }

    @Override
    public void close() {
        MDC.remove(JOB);
        MDC.remove(ATTEMPT);
    }
}
