package dev.atelier.gpu.backend;

import dev.atelier.contracts.run.RunOrder;
import java.nio.file.Path;
import java.util.Map;

/**
 * One run to do.
 *
 * @param id canonical lower-case uuid, chosen for this run alone
 * @param inputs the order's pictures by their names, already checked
 * @param folder where to put what is made; emptied after the run
 */
public record Work(String id, RunOrder order, Map<String, Path> inputs, Path folder) {}
