/** Tests of {@code audit}. */
@NullMarked
package dev.atelier.bench.audit;

import org.jspecify.annotations.NullMarked;
