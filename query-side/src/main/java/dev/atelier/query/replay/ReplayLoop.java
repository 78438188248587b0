package dev.atelier.query.replay;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Gives {@link ReplayBuilder} its turns, in a thread of its own. */
public final class ReplayLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger("[REPLAY]");
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    private final ReplayBuilder builder;
    private final Semaphore bell = new Semaphore(0);
    private @Nullable Thread thread;
    private volatile boolean stopping;
    private boolean trouble;

    public ReplayLoop(ReplayBuilder builder) {
        this.builder = builder;
    }

    /** This replica was asked, and begins at once. */
    public void take(Replay replay) {
        builder.take(replay);
        bell.release();
    }

    @Override
    public synchronized void start() {
        stopping = false;
        thread = Thread.ofPlatform().name("replay").daemon().start(this::run);
    }

    @Override
    public synchronized void stop() {
        Thread ending = thread;
        thread = null;
        stopping = true;
        bell.release();
        if (ending != null) {
            try {
                ending.join(STOP_PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void run() {
        try {
            while (!stopping) {
                if (!turn() && bell.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean turn() {
        try {
            boolean more = builder.turn();
            trouble = false;
            return more;
        } catch (RuntimeException e) {
            if (!trouble) {
                LOG.warn("replays wait, because something is in their way", e);
            }
            trouble = true;
            return false;
        }
    }
}
