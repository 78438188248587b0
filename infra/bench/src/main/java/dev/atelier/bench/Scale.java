package dev.atelier.bench;

import java.time.Duration;
import java.util.List;

/**
 * How long and how much: {@link #FULL} for figures that mean something, {@link #QUICK} to see that everything works.
 *
 * @param append for each engine and number of callers
 * @param accept for each number of connections
 * @param people who order; each may have 100 jobs in flight
 * @param warmUpRounds of {@code warmUpJobs} jobs, or of half the time of a measurement, at most
 * @param jobs that go all the way in the end-to-end part
 * @param storedJobs the same with an object in S3 for each
 * @param paced how long jobs are submitted at a fixed rate
 * @param reads for each number of connections
 * @param smallLog events in the log that growth is compared against
 * @param largeLog events in the grown log
 */
public record Scale(
        Duration appendWarmUp,
        Duration append,
        List<Integer> appendCallers,
        List<Integer> appendFloorClients,
        Duration accept,
        int people,
        int warmUpJobs,
        int warmUpRounds,
        int jobs,
        int storedJobs,
        Duration paced,
        Duration reads,
        int smallLog,
        int largeLog) {
    public static final Scale FULL = new Scale(
            Duration.ofSeconds(4),
            Duration.ofSeconds(5),
            List.of(1, 8, 32, 128),
            List.of(1, 8, 32),
            Duration.ofSeconds(6),
            2_000,
            4_000,
            10,
            20_000,
            4_000,
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            10_000,
            1_000_000);

    public static final Scale QUICK = new Scale(
            Duration.ofMillis(1_500),
            Duration.ofSeconds(1),
            List.of(1, 32, 128),
            List.of(1, 32),
            Duration.ofMillis(1_500),
            1_000,
            300,
            1,
            2_000,
            300,
            Duration.ofSeconds(3),
            Duration.ofSeconds(1),
            10_000,
            50_000);

    /** The rate of the part that measures latency, in jobs per second. */
    public static final int PACE = 50;

    /** The numbers of connections that submit at a time. */
    public static final List<Integer> SUBMITTERS = List.of(1, 8, 32);

    /** The numbers of connections that read at a time. */
    public static final List<Integer> READERS = List.of(8, 32);

    /** The append part as it is measured on logs of different lengths: one number of callers. */
    public Scale growthAppend() {
        return new Scale(
                appendWarmUp,
                append,
                List.of(32),
                List.of(),
                accept,
                people,
                warmUpJobs,
                warmUpRounds,
                jobs,
                storedJobs,
                paced,
                reads,
                smallLog,
                largeLog);
    }
}
