/** Strikes, each at its time. */
@NullMarked
package dev.atelier.chaos.strike;

import org.jspecify.annotations.NullMarked;
