package dev.atelier.eventstore;

/**
 * Work that one replica at a time may do, by the number of the advisory lock that it takes in the log's database. They
 * share their numbers with the log's own lock, 4207849484.
 */
public enum Turn {
    SEALING(4_207_849_485L),
    SWEEP(4_207_849_486L),
    ERASURES(4_207_849_487L);

    private final long lock;

    Turn(long lock) {
        this.lock = lock;
    }

    /** The number for {@code pg_advisory_lock} and its kin. */
    public long lock() {
        return lock;
    }
}
