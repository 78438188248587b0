package dev.atelier.command.job.domain;

import dev.atelier.contracts.job.FailureReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How often and how soon a failed attempt is followed by another.
 *
 * @param retriesMax further attempts after the first one
 * @param delays before the first retry, the second and so on; the last one is used for all that follow
 */
public record RetryPolicy(int retriesMax, List<Duration> delays) {
    /** Five retries after 1 s, 5 s, 15 s, 1 min, 5 min: the rule of the origin system. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(
            5,
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5)));

    /** A delay grows by at most this part of itself, so that jobs that failed together do not come back together. */
    private static final double JITTER_SHARE = 0.2;

    public RetryPolicy {
        delays = List.copyOf(delays);
        if (retriesMax < 0 || delays.isEmpty() || delays.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("retries need a number from 0 and delays that are not negative");
        }
    }

    /**
     * How long to wait before the next attempt; empty when there is none.
     *
     * @param failedAttempt the attempt that failed, from 1
     * @param emptyRuns attempts with nothing to show, this one included
     * @param jitter in [0, 1)
     */
    Optional<Duration> delayAfter(int failedAttempt, FailureReason reason, int emptyRuns, double jitter) {
        boolean again = switch (reason.retry()) {
            case NEVER -> false;
            case ONCE -> emptyRuns <= 1;
            case BACK_OFF -> true;
        };
        return again && failedAttempt <= retriesMax ? Optional.of(delay(failedAttempt, jitter)) : Optional.empty();
    }

    private Duration delay(int retry, double jitter) {
        Duration delay = delays.get(Math.min(retry, delays.size()) - 1);
        double share = JITTER_SHARE * Math.clamp(jitter, 0.0, 1.0);
        return delay.plusMillis(Math.round(delay.toMillis() * share));
    }
}
