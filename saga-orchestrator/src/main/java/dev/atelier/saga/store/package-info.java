/** The orchestrator's own tables in PostgreSQL, and how its state looks as JSON. */
@NullMarked
package dev.atelier.saga.store;

import org.jspecify.annotations.NullMarked;
