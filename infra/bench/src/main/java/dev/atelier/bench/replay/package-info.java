/** The whole log read again: bare, through the event store's stream, and into Redis. */
@NullMarked
package dev.atelier.bench.replay;

import org.jspecify.annotations.NullMarked;
