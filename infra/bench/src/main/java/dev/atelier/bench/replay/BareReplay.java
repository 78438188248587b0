package dev.atelier.bench.replay;

import dev.atelier.bench.Scale;
import dev.atelier.bench.report.Results;
import dev.atelier.bench.stage.Database;
import dev.atelier.bench.stage.JavaProcess;
import dev.atelier.bench.stage.Modules;
import java.nio.file.Path;
import java.util.List;

/** Events per second when the whole log is only read. */
public final class BareReplay {
    private BareReplay() {}

    /** Figures {@code PREFIX.read} and {@code PREFIX.stream}. */
    public static void measure(Database database, String prefix, Path logs, Scale scale, Results results) {
        JavaProcess.Plan plan = new JavaProcess.Plan(
                "replay",
                Modules.OWN_FLAGS,
                System.getProperty("java.class.path"),
                ReplayProcess.class.getName(),
                List.of(
                        Long.toString(scale.reads().toMillis() / 2),
                        Long.toString(scale.reads().toMillis())),
                database.environment(),
                logs.resolve("replay.log"));
        try (JavaProcess process = JavaProcess.startTalking(plan)) {
            process.output()
                    .lines()
                    .map(line -> line.split(" "))
                    .forEach(line ->
                            results.rate(prefix + "." + line[0], Long.parseLong(line[1]), Double.parseDouble(line[2])));
            if (!process.awaitSuccess(30)) {
                throw new IllegalStateException("the replay failed:\n" + process.endOfLog());
            }
        }
    }
}
