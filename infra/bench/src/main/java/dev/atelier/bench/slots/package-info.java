/** The line protocol through which other benchmarks drive Atelier and Axon's JDBC engine. */
@NullMarked
package dev.atelier.bench.slots;

import org.jspecify.annotations.NullMarked;
