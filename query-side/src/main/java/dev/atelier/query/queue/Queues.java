package dev.atelier.query.queue;

import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobState;
import dev.atelier.query.jobview.JobViews;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.queue.domain.PoolHour;
import dev.atelier.query.readmodel.Generation;
import dev.atelier.query.readmodel.ReadModels;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How busy each pool is. */
public final class Queues {
    private final ReadModels models;
    private final JobViews jobs;
    private final List<String> pools;
    private final Clock clock;

    public Queues(ReadModels models, JobViews jobs, List<String> pools, Clock clock) {
        this.models = models;
        this.jobs = jobs;
        this.pools = List.copyOf(pools);
        this.clock = clock;
    }

    /**
     * One pool.
     *
     * @param completed in the last hour
     * @param failed in the last hour
     * @param throughputPerHour completed jobs per hour, judged by the last ten minutes
     * @param oldestQueuedAt since when the job at the head of the line waits; null when nobody waits
     */
    public record Pool(
            String name,
            long waiting,
            long running,
            long retrying,
            long completed,
            long failed,
            long throughputPerHour,
            @Nullable Instant oldestQueuedAt) {}

    public List<Pool> pools() {
        return models.read(
                generation -> pools.stream().map(pool -> pool(generation, pool)).toList());
    }

    private Pool pool(Generation generation, String pool) {
        Instant now = clock.instant();
        PoolHour hour = generation.get(PoolQueues.HOUR, pool).orElseGet(PoolHour::quiet);
        PoolHour.Ended ended = hour.lastHour(now);
        return new Pool(
                pool,
                generation.size(PoolQueues.index(pool, JobState.QUEUED)),
                generation.size(PoolQueues.index(pool, JobState.RUNNING)),
                generation.size(PoolQueues.index(pool, JobState.WAITING_FOR_RETRY)),
                ended.completed(),
                ended.failed(),
                hour.throughputPerHour(now),
                oldest(generation, pool).orElse(null));
    }

    private Optional<Instant> oldest(Generation generation, String pool) {
        List<JobId> first = generation.oldest(PoolQueues.index(pool, JobState.QUEUED), -1, 1).stream()
                .map(entry -> JobId.parse(entry.member()))
                .toList();
        return jobs.all(generation, first).stream()
                .map(JobView::turn)
                .map(JobView.Turn::queuedAt)
                .findFirst();
    }
}
