package dev.atelier.bench.report;

import java.util.Locale;

/** Says on standard error what the run is doing, with the seconds since it began. */
public final class Progress {
    private final long begun = System.nanoTime();

    public void say(String text) {
        System.err.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - begun) / 1e9, text);
    }
}
