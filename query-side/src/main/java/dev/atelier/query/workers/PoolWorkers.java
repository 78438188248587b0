package dev.atelier.query.workers;

import java.util.OptionalInt;

/** Who takes orders of a pool. */
@FunctionalInterface
public interface PoolWorkers {
    /** How many workers listen for runs of the pool; empty when it cannot be found out. */
    OptionalInt listening(String pool);
}
