package dev.atelier.command.upload.picture;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Bounds what pictures may use at one time, however many people hand them in. */
final class DecodingMemory {
    /** A decoded sample of the deepest kind, times four. */
    private static final long BYTES_PER_PIXEL = 8;

    private static final long UNIT = 1 << 20;
    /** Files that are in memory as they came. */
    private static final int FILES_MAX = 4;

    private final int units;
    private final Semaphore free;
    private final Semaphore hands = new Semaphore(FILES_MAX, true);
    private final Duration patience;

    DecodingMemory(PictureSettings settings) {
        units = (int) Math.min(Integer.MAX_VALUE, settings.memory().toMegabytes());
        free = new Semaphore(units, true);
        patience = settings.patience();
    }

    /** Does the work on a file when there are hands free; a {@link BusyException} when it takes too long. */
    <R> R inHand(Supplier<R> work) {
        return with(hands, 1, work);
    }

    /** Does the work when there is room for so many pixels; a {@link BusyException} when it takes too long. */
    <R> R with(long pixels, Supplier<R> work) {
        return with(free, (int) Math.min(units, 1 + pixels * BYTES_PER_PIXEL / UNIT), work);
    }

    private <R> R with(Semaphore semaphore, int permits, Supplier<R> work) {
        if (!acquire(semaphore, permits)) {
            throw new BusyException();
        }
        try {
            return work.get();
        } finally {
            semaphore.release(permits);
        }
    }

    private boolean acquire(Semaphore semaphore, int permits) {
        try {
            return semaphore.tryAcquire(permits, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
