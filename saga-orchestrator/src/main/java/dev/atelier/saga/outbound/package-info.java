/** What the orchestrator sends: confirmed by the broker before anything is committed. */
@NullMarked
package dev.atelier.saga.outbound;

import org.jspecify.annotations.NullMarked;
