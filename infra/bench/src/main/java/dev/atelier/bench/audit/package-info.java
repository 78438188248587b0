/** What has to hold afterwards: the ledger from the log alone, and every acknowledged job after a kill -9. */
@NullMarked
package dev.atelier.bench.audit;

import org.jspecify.annotations.NullMarked;
