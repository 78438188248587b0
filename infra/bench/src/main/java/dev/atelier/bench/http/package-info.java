/** A load generator for HTTP that leaves the processor to what it measures, and the parts that use it. */
@NullMarked
package dev.atelier.bench.http;

import org.jspecify.annotations.NullMarked;
