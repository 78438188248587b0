/** Deadlines of jobs in PostgreSQL, and the heartbeats that move them. */
@NullMarked
package dev.atelier.saga.timers;

import org.jspecify.annotations.NullMarked;
