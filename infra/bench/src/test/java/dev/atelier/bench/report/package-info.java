/** Tests of {@code report}. */
@NullMarked
package dev.atelier.bench.report;

import org.jspecify.annotations.NullMarked;
