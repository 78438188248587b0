package dev.atelier.chaos;

import dev.atelier.chaos.stage.World;
import java.nio.file.Path;

/** What is done to a world that runs, and how that is judged. */
interface Scenario {
    /**
     * Prints what came of it.
     *
     * @param folder for files of its own
     * @return whether nothing was wrong
     */
    boolean isGood(World world, Path folder);

    /** The command that leads to the same run again. */
    String again();
}
