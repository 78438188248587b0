/** Tests of {@code http}. */
@NullMarked
package dev.atelier.bench.http;

import org.jspecify.annotations.NullMarked;
