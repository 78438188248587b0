/** Figures, ratios and latencies, and how a person or a program reads them. */
@NullMarked
package dev.atelier.bench.report;

import org.jspecify.annotations.NullMarked;
