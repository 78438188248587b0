package dev.atelier.query.jobview;

import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.readmodel.WorkingCopy;
import org.jspecify.annotations.Nullable;

/** What else changes when a job has moved on: lists, queues, counts. */
@FunctionalInterface
public interface JobMoved {
    /**
     * Follows one event.
     *
     * @param before null when the job is new
     * @param position of the event in the log
     */
    void apply(@Nullable JobView before, JobView after, long position, WorkingCopy models);
}
