/** One attempt from the order to the report: take, claim, run, store, report; heartbeats and cancels meanwhile. */
@NullMarked
package dev.atelier.gpu.run;

import org.jspecify.annotations.NullMarked;
