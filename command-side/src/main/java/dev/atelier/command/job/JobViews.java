package dev.atelier.command.job;

import dev.atelier.command.job.domain.Job;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobState;
import dev.atelier.web.LogPosition;
import dev.atelier.web.link.PublicAddress;

/** Jobs in the write routes' answers; everything else about a job is told by its status URL. */
class JobViews {
    /**
     * A job that was asked for.
     *
     * @param statusUrl carries the log position, so that it never answers with less than this
     */
    record JobAnswerBody(
            String id,
            String state,
            String status,
            long price,
            long balance,
            String statusUrl,
            String eventsUrl,
            String cancelUrl,
            String logPosition) {}

    /** @param sufficient whether the balance covers the price */
    record PriceBody(boolean dryRun, String preset, int revision, long price, long balance, boolean sufficient) {}

    /** @param outcome {@code cancelled}, {@code requested} or {@code too_late} */
    record CancelBody(String id, String outcome, String state, String status, String statusUrl, String logPosition) {}

    private final PublicAddress address;

    JobViews(PublicAddress address) {
        this.address = address;
    }

    JobAnswerBody job(JobDesk.Order order, Job job) {
        String position = LogPosition.encode(order.position());
        return new JobAnswerBody(
                order.jobId().toString(),
                state(job).word(),
                state(job).status(),
                order.price().amount(),
                order.account().balance().amount(),
                statusUrl(order.jobId(), position),
                address.link("/api/jobs/" + order.jobId() + "/events"),
                address.link("/api/jobs/" + order.jobId() + "/cancel"),
                position);
    }

    CancelBody cancel(JobId id, String outcome, Job job, long logPosition) {
        String position = LogPosition.encode(logPosition);
        return new CancelBody(
                id.toString(), outcome, state(job).word(), state(job).status(), statusUrl(id, position), position);
    }

    private String statusUrl(JobId id, String position) {
        return address.link("/api/jobs/" + id + "?logPosition=" + position);
    }

    static JobState state(Job job) {
        return switch (job) {
            case Job.NotCreated _, Job.Queued _ -> JobState.QUEUED;
            case Job.Running _ -> JobState.RUNNING;
            case Job.WaitingForRetry _ -> JobState.WAITING_FOR_RETRY;
            case Job.Succeeded _ -> JobState.SUCCEEDED;
            case Job.Failed _ -> JobState.FAILED;
            case Job.Cancelled _ -> JobState.CANCELLED;
        };
    }
}
