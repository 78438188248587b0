package dev.atelier.contracts.run;

import dev.atelier.contracts.job.JobId;

/**
 * A worker asks whether it may run this attempt; request and reply over RabbitMQ. Asking again with the same worker
 * and run gives the same answer, so a lost reply is asked again.
 *
 * @param worker the adapter's name, also the routing key of its control queue
 * @param backendRun the id under which the adapter will submit the run to its back end
 */
public record RunClaim(JobId jobId, int attempt, String worker, String backendRun) {
    /** The command side's answer to a claim. */
    public sealed interface Answer {
        /** Run it. */
        record Accepted() implements Answer {}

        /** Drop the order: the job is finished, cancelled, further on, or another worker's. */
        record Refused(String why) implements Answer {}
    }
}
