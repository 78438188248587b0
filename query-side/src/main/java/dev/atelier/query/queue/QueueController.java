package dev.atelier.query.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.atelier.query.workers.PoolWorkers;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How long the lines are. */
@RestController
final class QueueController {
    private final Queues queues;
    private final PoolWorkers workers;

    QueueController(Queues queues, PoolWorkers workers) {
        this.queues = queues;
        this.workers = workers;
    }

    /**
     * All pools, and their sums under the seed systems' names.
     *
     * @param completed in the last hour
     * @param failed in the last hour
     */
    record QueueAnswer(
            long pending, long processing, long retrying, long completed, long failed, List<PoolAnswer> pools) {}

    /**
     * One pool.
     *
     * @param workers who listen for its orders; absent when unknown
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PoolAnswer(
            String pool,
            long waiting,
            long running,
            long retrying,
            long completedLastHour,
            long failedLastHour,
            long throughputPerHour,
            @Nullable Instant oldestQueuedAt,
            @Nullable Integer workers) {}

    @GetMapping({"/api/queue", "/api/queue/stats"})
    ResponseEntity<QueueAnswer> queue() {
        List<Queues.Pool> pools = queues.pools();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore().cachePrivate())
                .body(new QueueAnswer(
                        sum(pools, Queues.Pool::waiting),
                        sum(pools, Queues.Pool::running),
                        sum(pools, Queues.Pool::retrying),
                        sum(pools, Queues.Pool::completed),
                        sum(pools, Queues.Pool::failed),
                        pools.stream().map(this::answer).toList()));
    }

    private PoolAnswer answer(Queues.Pool pool) {
        OptionalInt listening = workers.listening(pool.name());
        return new PoolAnswer(
                pool.name(),
                pool.waiting(),
                pool.running(),
                pool.retrying(),
                pool.completed(),
                pool.failed(),
                pool.throughputPerHour(),
                pool.oldestQueuedAt(),
                listening.isPresent() ? listening.getAsInt() : null);
    }

    private static long sum(List<Queues.Pool> pools, ToLongFunction<Queues.Pool> what) {
        return pools.stream().mapToLong(what).sum();
    }
}
