/** Tests of {@code append}. */
@NullMarked
package dev.atelier.bench.append;

import org.jspecify.annotations.NullMarked;
