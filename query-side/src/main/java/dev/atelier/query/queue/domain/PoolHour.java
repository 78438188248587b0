package dev.atelier.query.queue.domain;

import dev.atelier.query.jobview.domain.JobView;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a pool did in the newest hour of its life, by minute.
 *
 * @param minutes minutes since 1970 → what ended in them
 * @param runSeconds how long a successful attempt takes, a moving mean; 0 while unknown
 */
public record PoolHour(SortedMap<Long, Ended> minutes, double runSeconds) {
    private static final long HOUR = 60;
    private static final double NEWEST_SHARE = 0.2;

    /** Jobs that ended; a cancelled one is neither. */
    public record Ended(long completed, long failed) {
        static final Ended NOTHING = new Ended(0, 0);

        Ended plus(Ended other) {
            return new Ended(completed + other.completed, failed + other.failed);
        }
    }

    public static PoolHour quiet() {
        return new PoolHour(new TreeMap<>(), 0);
    }

    /** After a job of this pool has moved on; only its end counts. */
    public PoolHour moved(@Nullable JobView before, JobView after) {
        JobView.End end = after.end();
        if (end == null || (before != null && before.end() != null)) {
            return this;
        }
        return switch (after.state()) {
            case SUCCEEDED -> ended(end.at(), new Ended(1, 0), mean(after.turn().startedAt(), end.at()));
            case FAILED -> ended(end.at(), new Ended(0, 1), runSeconds);
            case QUEUED, RUNNING, WAITING_FOR_RETRY, CANCELLED -> this;
        };
    }

    private PoolHour ended(Instant at, Ended one, double mean) {
        long minute = minute(at);
        SortedMap<Long, Ended> newest = new TreeMap<>(minutes);
        newest.merge(minute, one, Ended::plus);
        return new PoolHour(new TreeMap<>(newest.tailMap(newest.lastKey() - HOUR + 1)), mean);
    }

    private double mean(@Nullable Instant started, Instant ended) {
        if (started == null) {
            return runSeconds;
        }
        double seconds = Duration.between(started, ended).toMillis() / 1000.0;
        return runSeconds == 0 ? seconds : runSeconds + NEWEST_SHARE * (seconds - runSeconds);
    }

    /** What ended in the hour before {@code now}. */
    public Ended lastHour(Instant now) {
        return since(now, HOUR);
    }

    /** Completed jobs per hour, judged by the last ten minutes. */
    public long throughputPerHour(Instant now) {
        return since(now, HOUR / 6).completed() * 6;
    }

    private Ended since(Instant now, long minutesBack) {
        return minutes.tailMap(minute(now) - minutesBack + 1).values().stream().reduce(Ended.NOTHING, Ended::plus);
    }

    private static long minute(Instant at) {
        return at.getEpochSecond() / 60;
    }
}
