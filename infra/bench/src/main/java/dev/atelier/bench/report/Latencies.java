package dev.atelier.bench.report;

import java.util.Arrays;

/** Durations in nanoseconds, kept whole: a quantile is one that was really measured (nearest rank). */
public final class Latencies {
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[1024];
    private int count;
    private boolean sorted;

    public void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = duration;
        sorted = false;
    }

    public void addAll(Latencies others) {
        for (int i = 0; i < others.count; i++) {
            add(others.nanos[i]);
        }
    }

    public int count() {
        return count;
    }

    /** The smallest duration that at least this share of all does not exceed; not a number when there is none. */
    public double millis(double share) {
        if (share < 0 || share > 1) {
            throw new IllegalArgumentException("a share lies between 0 and 1: " + share);
        }
        if (count == 0) {
            return Double.NaN;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, count);
            sorted = true;
        }
        int rank = Math.max(1, (int) Math.ceil(share * count));
        return nanos[rank - 1] / NANOS_PER_MILLI;
    }
}
