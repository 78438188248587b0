package dev.atelier.query.jobview;

import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobId;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.profile.ProfileProjection;
import dev.atelier.query.readmodel.Projection;
import dev.atelier.query.readmodel.WorkingCopy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps each job's view, a finished one only for a while: the log keeps it for ever. */
public final class JobProjection implements Projection {
    private static final String STREAMS = "job-";

    private final JobHistory history;
    private final Duration completedTtl;
    private final List<JobMoved> followers;

    public JobProjection(JobHistory history, Duration completedTtl, List<JobMoved> followers) {
        this.history = history;
        this.completedTtl = completedTtl;
        this.followers = List.copyOf(followers);
    }

    @Override
    public List<String> reads(StoredEvent event, WorkingCopy known) {
        return switch (event.payload()) {
            case JobEvent.JobCreated job -> List.of(ProfileProjection.PROFILE.key(job.owner()));
            case JobEvent job -> reads(job.jobId(), known);
            default -> List.of();
        };
    }

    /** Followers ask for the owner's profile. */
    private static List<String> reads(JobId job, WorkingCopy known) {
        JobView view = known.known(JobModels.JOB, job);
        return view == null
                ? List.of(JobModels.JOB.key(job))
                : List.of(ProfileProjection.PROFILE.key(view.request().owner()));
    }

    @Override
    public void apply(StoredEvent event, WorkingCopy models) {
        if (event.stream().startsWith(STREAMS)) {
            JobView before = before(job(event), event.sequence(), models);
            JobView after = history.apply(before, event);
            if (after == null) {
                return;
            }
            JobView.End end = after.end();
            if (end == null) {
                models.put(JobModels.JOB, after.id(), after);
            } else {
                models.putUntil(JobModels.JOB, after.id(), after, end.at().plus(completedTtl));
            }
            followers.forEach(follower -> follower.apply(before, after, event.position(), models));
        }
    }

    private static JobId job(StoredEvent event) {
        return event.payload() instanceof JobEvent job ? job.jobId() : JobId.parse(event.stream());
    }

    /** A job that ended long ago may still hear of its delivery: then its stream is read. */
    private @Nullable JobView before(JobId job, long sequence, WorkingCopy models) {
        if (sequence == 0) {
            return null;
        }
        JobView kept = models.get(JobModels.JOB, job);
        return kept != null && kept.sequence() == sequence ? kept : history.after(job, sequence);
    }
}
