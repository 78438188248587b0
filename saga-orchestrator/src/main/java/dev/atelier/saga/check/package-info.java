/** Liveness. */
@NullMarked
package dev.atelier.saga.check;

import org.jspecify.annotations.NullMarked;
