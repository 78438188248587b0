package dev.atelier.gpu.backend;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** What goes in and out while a run goes on: cancel in, progress out, and a nudge that ends a pause early. */
public final class RunControl {
    private final Semaphore nudges = new Semaphore(0);
    private final IntConsumer progress;
    private volatile boolean cancelled;

    /** @param progress hears percents, 0 to 100, from whatever thread */
    public RunControl(IntConsumer progress) {
        this.progress = progress;
    }

    /** Asks the run to stop; it may be over before it hears. */
    public void cancel() {
        cancelled = true;
        nudge();
    }

    public boolean isCancelRequested() {
        return cancelled;
    }

    /** Something may have happened: ends the pause that the run is in, or is about to begin. */
    public void nudge() {
        nudges.release();
    }

    public void pause(Duration duration) throws InterruptedException {
        if (nudges.tryAcquire(duration.toNanos(), TimeUnit.NANOSECONDS)) {
            nudges.drainPermits();
        }
    }

    public void progress(int percent) {
        progress.accept(percent);
    }
}
