package dev.atelier.saga.store;

import dev.atelier.contracts.job.JobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a batch of events changes, collected while they are handled and written by {@link SagaTable#commit}. */
public final class Batch {
    private final Map<JobId, String> saved = new HashMap<>();
    private final Set<JobId> ended = new HashSet<>();
    private final List<Parked> parked = new ArrayList<>();
    private final TimerChanges timers = new TimerChanges();

    /** @param position of the event that could not be understood */
    record Parked(JobId jobId, long position, String reason, Instant at) {}

    /** @param state the saga's state as JSON */
    public void save(JobId jobId, String state) {
        saved.put(jobId, state);
    }

    public void end(JobId jobId) {
        ended.add(jobId);
    }

    public void park(JobId jobId, long position, String reason, Instant at) {
        parked.add(new Parked(jobId, position, reason, at));
    }

    public TimerChanges timers() {
        return timers;
    }

    Map<JobId, String> saved() {
        return saved;
    }

    Set<JobId> ended() {
        return ended;
    }

    List<Parked> parked() {
        return parked;
    }
}
