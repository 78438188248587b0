package dev.atelier.gpu.backend;

import dev.atelier.contracts.run.RunOrder;
import java.time.Instant;

/**
 * A run that a back end still has from before this process was started.
 *
 * @param id under which it was claimed and submitted
 * @param order what it is, without its graph, its values and its pictures
 * @param worker whose it was
 * @param until when it has to be over
 * @param nodes how many nodes its graph has
 * @param finished whether it ended while nobody looked
 */
public record LeftRun(String id, RunOrder order, String worker, Instant until, int nodes, boolean finished) {}
