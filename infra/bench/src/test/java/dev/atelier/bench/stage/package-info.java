/** Tests of {@code stage}. */
@NullMarked
package dev.atelier.bench.stage;

import org.jspecify.annotations.NullMarked;
