package dev.atelier.gpu.runpod;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Closed for a while after RunPod said "too many requests". One for each operation and endpoint, shared by all runs: the
 * limit is theirs together. Pure but for its chance; the time comes in.
 */
final class RateGate {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int DOUBLINGS_MAX = 6;
    /** So that those who waited together do not come back together. */
    private static final double SPREAD = 0.25;

    private final RandomGenerator chance;
    private Instant until = Instant.MIN;
    private int refusals;

    RateGate(RandomGenerator chance) {
        this.chance = chance;
    }

    /** How long to wait before the next request; zero if it may go now. */
    synchronized Duration closedFor(Instant now) {
        if (!now.isBefore(until)) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, until);
        return left.plusMillis((long) (left.toMillis() * SPREAD * chance.nextDouble()));
    }

    /** A request was refused. The others that were under way with it are refused too and count once. */
    synchronized void refused(Optional<Duration> retryAfter, Instant now) {
        if (now.isBefore(until)) {
            return;
        }
        Duration wait = retryAfter.orElseGet(() -> FIRST.multipliedBy(1L << Math.min(refusals, DOUBLINGS_MAX)));
        refusals++;
        until = now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    /** A request was served. */
    synchronized void passed() {
        refusals = 0;
    }
}
