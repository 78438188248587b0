/** The waiting line: run orders are handed out to a pool only as it has free places, and everybody gets their turn. */
@NullMarked
package dev.atelier.saga.line;

import org.jspecify.annotations.NullMarked;
