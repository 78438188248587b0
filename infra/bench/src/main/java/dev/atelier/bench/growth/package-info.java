/** The same figures on a small and on a large log. */
@NullMarked
package dev.atelier.bench.growth;

import org.jspecify.annotations.NullMarked;
