/** The log: an append-only table of events in PostgreSQL, as an Axon event store, and what is read from it directly. */
@NullMarked
package dev.atelier.eventstore;

import org.jspecify.annotations.NullMarked;
