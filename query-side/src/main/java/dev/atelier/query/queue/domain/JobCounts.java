package dev.atelier.query.queue.domain;

import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.job.JobState;
import dev.atelier.query.jobview.domain.JobView;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many jobs there are, by kind and state, since the beginning of the log. */
public record JobCounts(SortedMap<JobKind, SortedMap<JobState, Long>> jobs) {
    public static JobCounts none() {
        return new JobCounts(new TreeMap<>());
    }

    /** After a job has moved on; {@code before} is null when it is new. */
    public JobCounts moved(@Nullable JobView before, JobView after) {
        if (before != null && before.state() == after.state()) {
            return this;
        }
        SortedMap<JobKind, SortedMap<JobState, Long>> counts = new TreeMap<>(jobs);
        SortedMap<JobState, Long> ofKind = new TreeMap<>(of(after.request().kind()));
        if (before != null) {
            ofKind.merge(before.state(), -1L, Long::sum);
        }
        ofKind.merge(after.state(), 1L, Long::sum);
        counts.put(after.request().kind(), ofKind);
        return new JobCounts(counts);
    }

    /** How many jobs of this kind are in this state. */
    public long count(JobKind kind, JobState state) {
        return of(kind).getOrDefault(state, 0L);
    }

    private SortedMap<JobState, Long> of(JobKind kind) {
        SortedMap<JobState, Long> ofKind = jobs.get(kind);
        return ofKind == null ? new TreeMap<>() : ofKind;
    }
}
