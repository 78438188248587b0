package dev.atelier.saga.store;

import dev.atelier.contracts.job.JobId;
import dev.atelier.saga.jobfulfilment.domain.Timeout;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a batch of events did to the timers, in the order it was said; only the last word on each is written. */
public final class TimerChanges {
    private final Set<JobId> cleared = new HashSet<>();
    private final Set<Key> cancelled = new HashSet<>();
    private final Map<Key, Started> started = new HashMap<>();

    public record Key(JobId jobId, String name) {}

    record Started(Timeout timeout, Instant due) {}

    public void start(Timeout timeout, Instant due) {
        Key key = new Key(timeout.jobId(), TimerName.of(timeout.getClass()));
        cancelled.remove(key);
        started.put(key, new Started(timeout, due));
    }

    public void cancel(JobId jobId, Collection<Class<? extends Timeout>> timeouts) {
        for (Class<? extends Timeout> timeout : timeouts) {
            Key key = new Key(jobId, TimerName.of(timeout));
            started.remove(key);
            cancelled.add(key);
        }
    }

    public void cancelAll(JobId jobId) {
        started.keySet().removeIf(key -> key.jobId().equals(jobId));
        cancelled.removeIf(key -> key.jobId().equals(jobId));
        cleared.add(jobId);
    }

    /** When the poller has to be awake next because of these changes. */
    public Optional<Instant> earliest() {
        return started.values().stream().map(Started::due).min(Instant::compareTo);
    }

    Set<JobId> cleared() {
        return cleared;
    }

    Set<Key> cancelled() {
        return cancelled;
    }

    Map<Key, Started> started() {
        return started;
    }
}
