package dev.atelier.query.log;

import java.time.Duration;

/** Tells when the log has grown. */
@FunctionalInterface
public interface Growth {
    /** Waits until the log is known to have an event after the position; false when the time was too short. */
    boolean awaitBeyond(long position, Duration max) throws InterruptedException;
}
