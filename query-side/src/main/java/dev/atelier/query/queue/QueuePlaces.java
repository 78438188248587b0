package dev.atelier.query.queue;

import dev.atelier.contracts.job.JobState;
import dev.atelier.query.jobview.Places;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.queue.domain.PoolHour;
import dev.atelier.query.readmodel.Generation;
import dev.atelier.query.readmodel.ReadModels;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.dao.DataAccessException;

/** Places in line, by order of arrival at the pool, and how long that line usually takes. */
public final class QueuePlaces implements Places {
    private final ReadModels models;

    public QueuePlaces(ReadModels models) {
        this.models = models;
    }

    @Override
    public Optional<Place> of(JobView view) {
        if (view.state() != JobState.QUEUED) {
            return Optional.empty();
        }
        try {
            return models.readIfComplete(generation -> place(generation, view));
        } catch (DataAccessException e) {
            return Optional.empty();
        }
    }

    private static Optional<Place> place(Generation generation, JobView view) {
        String pool = view.request().pool();
        OptionalLong before = generation.rank(PoolQueues.index(pool, JobState.QUEUED), view.id());
        if (before.isEmpty()) {
            return Optional.empty();
        }
        double seconds =
                generation.get(PoolQueues.HOUR, pool).map(PoolHour::runSeconds).orElse(0.0);
        long lanes = Math.max(1, generation.size(PoolQueues.index(pool, JobState.RUNNING)));
        long position = before.getAsLong() + 1;
        Long eta = seconds == 0 ? null : (long) Math.ceil(seconds * Math.ceilDiv(position + lanes, lanes));
        return Optional.of(new Place(position, eta));
    }
}
