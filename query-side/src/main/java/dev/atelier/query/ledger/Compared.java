package dev.atelier.query.ledger;

import org.jspecify.annotations.Nullable;

/** What the log was compared with. */
record Compared(Models models, Objects objects) {
    /**
     * The read models in Redis.
     *
     * @param reason why they were not compared; null when they were
     * @param position how far they were
     * @param accounts whose balance was compared; one that moved meanwhile is not
     * @param jobs whose state was compared
     */
    record Models(@Nullable String reason, long position, long accounts, long jobs) {
        static Models not(String reason) {
            return new Models(reason, 0, 0, 0);
        }
    }

    /**
     * The objects in S3.
     *
     * @param reason why they were not compared; null when they were
     * @param named by the log
     * @param listed that are there
     * @param bytes of what is there
     * @param unnamed that are there and that the log does not name, young ones among them
     */
    record Objects(@Nullable String reason, long named, long listed, long bytes, long unnamed) {
        static Objects not(String reason, long named) {
            return new Objects(reason, named, 0, 0, 0);
        }
    }
}
