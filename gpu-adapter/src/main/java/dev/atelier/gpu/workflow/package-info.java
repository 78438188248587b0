/** Fills a preset's graph with a job's values. */
@NullMarked
package dev.atelier.gpu.workflow;

import org.jspecify.annotations.NullMarked;
