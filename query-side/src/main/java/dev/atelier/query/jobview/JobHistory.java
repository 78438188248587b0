package dev.atelier.query.jobview;

import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserId;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.jobview.domain.Told;
import dev.atelier.query.log.EventLog;
import dev.atelier.query.log.Seals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Jobs as their streams tell them: for what Redis does not have (any more), and for what happened in between. */
public final class JobHistory {
    private final EventLog log;
    private final Seals seals;

    public JobHistory(EventLog log, Seals seals) {
        this.log = log;
        this.seals = seals;
    }

    /** A view and the position of the event that led to it. */
    public record Moment(long position, JobView view) {}

    /** The job as it stands now; empty when there is no such job. */
    public Optional<JobView> now(JobId job) {
        return moments(job).stream().reduce((earlier, later) -> later).map(Moment::view);
    }

    /** The job as it stood after so many events; null for none. */
    public @Nullable JobView after(JobId job, long events) {
        JobView view = null;
        for (StoredEvent event : log.stream(job.toString())) {
            if (event.sequence() >= events) {
                break;
            }
            view = apply(view, event);
        }
        return view;
    }

    /** The job after each of its events, oldest first. */
    public List<Moment> moments(JobId job) {
        List<Moment> moments = new ArrayList<>();
        JobView view = null;
        for (StoredEvent event : log.stream(job.toString())) {
            view = apply(view, event);
            if (view != null) {
                moments.add(new Moment(event.position(), view));
            }
        }
        return moments;
    }

    /**
     * The view after one more event of the job's stream. An event that was skipped only counts; where it was the job's
     * creation, nothing can be told of the job, and the answer is null.
     */
    public @Nullable JobView apply(@Nullable JobView before, StoredEvent stored) {
        return log.<@Nullable JobView>fold(stored, event -> fold(before, event));
    }

    private @Nullable JobView fold(@Nullable JobView before, StoredEvent stored) {
        if (before == null && (stored.isSkipped() || stored.sequence() > 0)) {
            return null;
        }
        if (before != null && stored.isSkipped()) {
            return before.skip();
        }
        JobEvent event = (JobEvent) stored.payload();
        UserId owner = owner(before, event);
        Function<PersonalText, Optional<String>> reveal =
                text -> owner == null ? Optional.empty() : seals.open(owner, text);
        return JobView.apply(before, event, new Told(stored.sequence(), stored.recordedAt(), reveal));
    }

    private static @Nullable UserId owner(@Nullable JobView before, JobEvent event) {
        if (event instanceof JobEvent.JobCreated created) {
            return created.owner();
        }
        return before == null ? null : before.request().owner();
    }
}
