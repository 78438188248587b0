package dev.atelier.bench.append;

import dev.atelier.bench.Scale;
import dev.atelier.bench.report.Progress;
import dev.atelier.bench.report.Results;
import dev.atelier.bench.stage.Database;
import dev.atelier.bench.stage.JavaProcess;
import dev.atelier.bench.stage.Modules;
import dev.atelier.servers.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Part a: how many commands per second are stored, by the number of callers, on each engine and on none. */
public final class AppendPart {
    private final Path folder;
    private final Progress progress;

    public AppendPart(Path folder, Progress progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /** All three on one server, each in a database of its own; the ratios say how ours compares. */
    public void measure(PostgresServer postgres, Scale scale, Results results) {
        measure("atelier", "append.atelier", Database.on(postgres, "append_atelier"), scale, results);
        measure("stock", "append.stock", Database.on(postgres, "append_stock"), scale, results);
        PgBench floor = new PgBench(folder, Database.on(postgres, "append_floor"));
        for (int clients : scale.appendFloorClients()) {
            OptionalDouble rate = floor.rate(clients, scale.append());
            rate.ifPresentOrElse(
                    value -> results.add("append.pgbench." + clients, value, "/s"),
                    () -> results.note("pgbench is not installed: no floor under the append figures"));
        }
        results.note(
                "append: " + MeasuredJob.STEPS + " steps of one event after a creation of two, payloads of 250 bytes,"
                        + " aggregate cache, SimpleCommandBus; stock with platform threads and " + StockJdbc.CONNECTIONS
                        + " connections; pgbench prepared, one row of 300 bytes per transaction");
        for (String base : List.of("stock", "pgbench")) {
            results.ratio(
                    "append.32." + base, results.value("append.atelier.32"), results.value("append." + base + ".32"));
            results.ratio(
                    "append.best." + base, results.best("append.atelier."), results.value("append." + base + ".32"));
        }
    }

    /** One engine on one database; figures {@code PREFIX.CALLERS}. */
    public void measure(String engine, String prefix, Database database, Scale scale, Results results) {
        progress.say("append: " + engine);
        List<String> arguments = new ArrayList<>(List.of(
                engine,
                Long.toString(scale.appendWarmUp().toMillis()),
                Long.toString(scale.append().toMillis())));
        scale.appendCallers().forEach(callers -> arguments.add(callers.toString()));
        run(engine, database.environment(), arguments)
                .forEach(line ->
                        results.rate(prefix + "." + line[0], Long.parseLong(line[1]), Double.parseDouble(line[2])));
    }

    private List<String[]> run(String engine, Map<String, String> environment, List<String> arguments) {
        JavaProcess.Plan plan = new JavaProcess.Plan(
                "append-" + engine,
                Modules.OWN_FLAGS,
                System.getProperty("java.class.path"),
                AppendProcess.class.getName(),
                arguments,
                environment,
                folder.resolve("append-" + engine + ".log"));
        try (JavaProcess process = JavaProcess.startTalking(plan)) {
            List<String[]> lines =
                    process.output().lines().map(line -> line.split(" ")).toList();
            if (!process.awaitSuccess(30)) {
                throw new IllegalStateException("append with " + engine + " failed:\n" + process.endOfLog());
            }
            return lines;
        }
    }
}
