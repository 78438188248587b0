package dev.atelier.query.live;

import dev.atelier.contracts.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets progress of a job through only so often. */
final class ProgressPace {
    private static final int JOBS_MAX = 1_000;

    private final Duration pause;
    private final Map<JobId, Instant> sent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, Instant> eldest) {
            return size() > JOBS_MAX;
        }
    };

    ProgressPace(Duration pause) {
        this.pause = pause;
    }

    boolean allows(JobId job, Instant now) {
        Instant last = sent.get(job);
        if (last != null && now.isBefore(last.plus(pause))) {
            return false;
        }
        sent.put(job, now);
        return true;
    }
}
