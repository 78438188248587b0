package dev.atelier.query.meters;

import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.job.JobState;
import dev.atelier.query.balance.BalanceProjection;
import dev.atelier.query.balance.domain.House;
import dev.atelier.query.log.EventLog;
import dev.atelier.query.queue.PoolQueues;
import dev.atelier.query.queue.Queues;
import dev.atelier.query.queue.domain.JobCounts;
import dev.atelier.query.readmodel.Head;
import dev.atelier.query.readmodel.HeadWatch;
import dev.atelier.query.readmodel.ModelsIncompleteException;
import dev.atelier.query.readmodel.ReadModels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** The figures behind the meters, read together and kept for some seconds; not a number while they cannot be read. */
final class Figures {
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final ReadModels models;
    private final HeadWatch watch;
    private final EventLog log;
    private final Queues queues;
    private final Clock clock;
    private @Nullable Snapshot newest;
    private Instant readAt = Instant.EPOCH;

    Figures(ReadModels models, HeadWatch watch, EventLog log, Queues queues, Clock clock) {
        this.models = models;
        this.watch = watch;
        this.log = log;
        this.queues = queues;
        this.clock = clock;
    }

    /** Everything as of one moment. */
    private record Snapshot(long lag, JobCounts counts, House house, List<Queues.Pool> pools) {}

    /** Positions of the log that the read models do not have yet. */
    double lag() {
        Snapshot snapshot = snapshot();
        return snapshot == null ? Double.NaN : snapshot.lag();
    }

    double jobs(JobKind kind, JobState state) {
        Snapshot snapshot = snapshot();
        return snapshot == null ? Double.NaN : snapshot.counts().count(kind, state);
    }

    double held() {
        Snapshot snapshot = snapshot();
        return snapshot == null ? Double.NaN : snapshot.house().held();
    }

    /** For how many seconds the job at the head of the pool's line has waited; 0 when nobody waits. */
    double queueAgeSeconds(String pool) {
        Snapshot snapshot = snapshot();
        return snapshot == null
                ? Double.NaN
                : snapshot.pools().stream()
                        .filter(one -> one.name().equals(pool))
                        .map(Queues.Pool::oldestQueuedAt)
                        .mapToDouble(this::age)
                        .sum();
    }

    private double age(@Nullable Instant since) {
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }

    private synchronized @Nullable Snapshot snapshot() {
        if (clock.instant().isAfter(readAt.plus(KEPT))) {
            newest = read();
            readAt = clock.instant();
        }
        return newest;
    }

    private @Nullable Snapshot read() {
        try {
            long position = watch.head().map(Head::position).orElse(0L);
            return new Snapshot(
                    Math.max(0, log.headPosition() - position),
                    models.read(generation -> generation.get(PoolQueues.COUNTS, PoolQueues.ALL))
                            .orElseGet(JobCounts::none),
                    models.read(generation -> generation.get(BalanceProjection.HOUSE, BalanceProjection.ALL))
                            .orElse(House.EMPTY),
                    queues.pools());
        } catch (ModelsIncompleteException | DataAccessException e) {
            return null;
        }
    }
}
