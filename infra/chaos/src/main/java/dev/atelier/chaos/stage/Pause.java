package dev.atelier.chaos.stage;

import java.util.concurrent.locks.LockSupport;

/** Waiting for a moment of the run's own schedule. */
public final class Pause {
    private Pause() {}

    /** Returns when {@link System#nanoTime()} has reached it. */
    public static void until(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Returns after so many milliseconds. */
    public static void millis(long millis) {
        until(System.nanoTime() + millis * 1_000_000);
    }
}
