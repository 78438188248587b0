/** Run orders: a job's values and its preset's workflow, put together for a worker. */
@NullMarked
package dev.atelier.saga.runs;

import org.jspecify.annotations.NullMarked;
