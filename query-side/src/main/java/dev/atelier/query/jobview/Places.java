package dev.atelier.query.jobview;

import dev.atelier.query.jobview.domain.JobView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where queued jobs stand in line. */
@FunctionalInterface
public interface Places {
    /**
     * A place in line.
     *
     * @param position from 1
     * @param etaSeconds an estimate of when the job is done; null while nothing is known about run times
     */
    record Place(long position, @Nullable Long etaSeconds) {}

    /** Empty for a job that does not wait, or when nothing is known. */
    Optional<Place> of(JobView view);
}
