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

/** Places in line, where people take turns, and how long that usually takes. */
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
        OptionalLong ownBefore = generation.rank(PoolQueues.ownIndex(view), view.id());
        if (ownBefore.isEmpty()) {
            return Optional.empty();
        }
        double seconds =
                generation.get(PoolQueues.HOUR, pool).map(PoolHour::runSeconds).orElse(0.0);
        long lanes = Math.max(1, generation.size(PoolQueues.index(pool, JobState.RUNNING)));
        int own = (int) ownBefore.getAsLong() + 1;
        long position = generation
                .get(PoolQueues.SHAPE, pool)
                .map(shape -> shape.turns(own))
                .orElse((long) own);
        Long eta = seconds == 0 ? null : (long) Math.ceil(seconds * Math.ceilDiv(position + lanes, lanes));
        return Optional.of(new Place(position, eta));
    }
}
