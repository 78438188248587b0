package dev.atelier.command.job;

import dev.atelier.command.job.domain.Job;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.user.UserId;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.web.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/** Jobs outside of a command: told by their streams as they are now. */
public class JobReader {
    /**
     * A job that exists.
     *
     * @param events how many events its stream has
     */
    public record Found(JobCreated created, Job job, int events) {
        public JobId jobId() {
            return created.jobId();
        }

        public UserId owner() {
            return created.owner();
        }
    }

    private final LogReader log;

    JobReader(LogReader log) {
        this.log = log;
    }

    public Optional<Found> find(JobId id) {
        List<JobEvent> events = events(id, 0);
        return events.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Found((JobCreated) events.getFirst(), fold(new Job.NotCreated(), events), events.size()));
    }

    /** The job of this id; unknown and malformed ids are {@code NOT_FOUND}. */
    public Found required(String id) {
        return parse(id).flatMap(this::find).orElseThrow(() -> ProblemException.of(ErrorCode.NOT_FOUND));
    }

    /** The same for a job of this person; somebody else's reads exactly as an unknown one. */
    Found owned(String id, UserId owner) {
        Found found = required(id);
        if (!found.owner().equals(owner)) {
            throw ProblemException.of(ErrorCode.NOT_FOUND);
        }
        return found;
    }

    /** What was added to the job's stream since it was found. */
    Found newer(Found found) {
        List<JobEvent> more = events(found.jobId(), found.events());
        return new Found(found.created(), fold(found.job(), more), found.events() + more.size());
    }

    private List<JobEvent> events(JobId id, long fromSequence) {
        return log.stream(id.toString(), fromSequence, Integer.MAX_VALUE).stream()
                .map(StoredEvent::payload)
                .map(JobEvent.class::cast)
                .toList();
    }

    private static Job fold(Job job, List<JobEvent> events) {
        Job folded = job;
        for (JobEvent event : events) {
            folded = folded.evolve(event);
        }
        return folded;
    }

    private static Optional<JobId> parse(String id) {
        try {
            return Optional.of(JobId.parse(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
