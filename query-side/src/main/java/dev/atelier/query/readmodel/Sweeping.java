package dev.atelier.query.readmodel;

import java.time.Duration;

/** Has what is left of older generations removed some time after a new one has been completed. */
final class Sweeping {
    /** Readers may still be in an old generation for a moment. */
    private static final Duration DELAY = Duration.ofSeconds(10);

    private final ReadStore store;
    private String generation = "";
    private long dueAt;
    private boolean done;

    Sweeping(ReadStore store) {
        this.store = store;
    }

    void follow(Head head) {
        if (!head.complete()) {
            return;
        }
        if (!head.generation().equals(generation)) {
            generation = head.generation();
            dueAt = System.nanoTime() + DELAY.toNanos();
            done = false;
        } else if (!done && dueAt - System.nanoTime() <= 0) {
            store.sweep();
            done = true;
        }
    }
}
