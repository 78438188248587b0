package dev.atelier.saga.outbound;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends the patience of whoever tries again in place, so that the process stops within moments. */
public final class StopSignal {
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** The process stops before something could be done; nothing of it was committed. */
    public static final class StoppedException extends RuntimeException {
        StoppedException() {
            super("the process is stopping");
        }
    }

    public void stop() {
        stopped.countDown();
    }

    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Waits, or throws {@link StoppedException} as soon as the process stops. */
    public void pause(Duration pause) {
        try {
            if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoppedException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        }
    }
}
