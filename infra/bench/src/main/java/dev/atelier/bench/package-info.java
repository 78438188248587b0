/** The benchmark: what is started, in which order it is measured, and what is printed. */
@NullMarked
package dev.atelier.bench;

import org.jspecify.annotations.NullMarked;
