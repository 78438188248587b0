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
 * @param worker who runs it; a back end may keep the name, so that a run can be found again
 */
public record Work(String id, RunOrder order, Map<String, Path> inputs, Path folder, String worker) {
    /** A run that nobody will look for again. */
    public Work(String id, RunOrder order, Map<String, Path> inputs, Path folder) {
        this(id, order, inputs, folder, "");
    }
}
