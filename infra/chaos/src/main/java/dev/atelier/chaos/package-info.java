/** Breaks a running Atelier and judges what became of its jobs. */
@NullMarked
package dev.atelier.chaos;

import org.jspecify.annotations.NullMarked;
