package dev.atelier.saga.line;

import dev.atelier.contracts.job.JobId;
import dev.atelier.saga.line.domain.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Orders that a pool was given and that no worker was seen to begin yet. */
final class HandOuts {
    /** One of them. */
    record HandOut(Turn turn, String pool, Instant at) {}

    private final Map<JobId, HandOut> open = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    void add(HandOut handOut) {
        remove(handOut.turn().jobId());
        open.put(handOut.turn().jobId(), handOut);
        counts.merge(handOut.pool(), 1, Integer::sum);
    }

    boolean contains(JobId job, int attempt) {
        HandOut handOut = open.get(job);
        return handOut != null && handOut.turn().attempt() == attempt;
    }

    void remove(JobId job) {
        HandOut handOut = open.remove(job);
        if (handOut != null) {
            counts.merge(handOut.pool(), -1, Integer::sum);
        }
    }

    /** How many the pool has. */
    int count(String pool) {
        return counts.getOrDefault(pool, 0);
    }

    /** Takes out those that nobody has begun for so long. */
    List<HandOut> takeOlderThan(Duration patience, Instant now) {
        List<HandOut> old = new ArrayList<>();
        open.values().stream()
                .filter(handOut -> handOut.at().plus(patience).isBefore(now))
                .forEach(old::add);
        old.forEach(handOut -> remove(handOut.turn().jobId()));
        return old;
    }

    void clear() {
        open.clear();
        counts.clear();
    }
}
