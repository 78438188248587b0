package dev.atelier.bench.report;

import java.util.function.IntToDoubleFunction;

/**
 * Lets compilers do their work before anything is measured: the same load in rounds, until a round is hardly faster
 * than the best before it.
 */
public final class WarmUp {
    private static final double STILL_RISING = 1.05;

    private WarmUp() {}

    /**
     * Returns when the rate has stopped to rise, after {@code roundsMax} rounds at the latest.
     *
     * @param round does one round, numbered from 0, and returns its rate
     */
    public static void untilSteady(String name, int roundsMax, Progress progress, IntToDoubleFunction round) {
        double best = 0;
        for (int i = 0; i < roundsMax; i++) {
            double rate = round.applyAsDouble(i);
            progress.say("%s: warm-up round %d, %,.0f /s".formatted(name, i + 1, rate));
            if (rate < best * STILL_RISING) {
                return;
            }
            best = Math.max(best, rate);
        }
    }
}
