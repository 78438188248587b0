package dev.atelier.bench.audit;

import dev.atelier.bench.http.Load;
import dev.atelier.bench.http.Orders;
import dev.atelier.bench.report.Progress;
import dev.atelier.bench.report.Results;
import dev.atelier.bench.stage.Database;
import dev.atelier.bench.stage.OpenLog;
import dev.atelier.bench.stage.People;
import dev.atelier.bench.stage.Servers;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * What has to hold at the end of a run. PostgreSQL is killed while jobs are being accepted; then the log alone must
 * have every job that was ever acknowledged, and a ledger that is right.
 */
public final class AuditPart {
    private static final int CONNECTIONS = 8;
    private static final Duration BEFORE_THE_KILL = Duration.ofSeconds(1);
    private static final Duration LOAD = Duration.ofSeconds(2);
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_NANOS = 500_000_000;

    private final Servers servers;
    private final Results results;
    private final Progress progress;

    public AuditPart(Servers servers, Results results, Progress progress) {
        this.servers = servers;
        this.results = results;
        this.progress = progress;
    }

    /**
     * Kills PostgreSQL with SIGKILL under load and starts it again; what was acknowledged meanwhile is added.
     *
     * @param port of the command side
     */
    public void crash(int port, People people, Collection<Orders.Accepted> acknowledged) {
        progress.say("crash: killing PostgreSQL under load");
        Orders orders = new Orders(people, "crash");
        CompletableFuture<Load.Outcome> load =
                CompletableFuture.supplyAsync(() -> Load.run(port, CONNECTIONS, LOAD, Long.MAX_VALUE, orders::send));
        LockSupport.parkNanos(BEFORE_THE_KILL.toNanos());
        servers.crashPostgres();
        Load.Outcome outcome = load.join();
        acknowledged.addAll(orders.accepted());
        results.note("crash: PostgreSQL was killed with -9 while jobs came in (" + outcome.done()
                + " acknowledged around the kill)");
    }

    /** Reads the log until every succeeded job is captured; the orchestrator has a minute for the last ones. */
    public void audit(Database database, Collection<Orders.Accepted> acknowledged) {
        progress.say("audit: reading the log");
        Ledger ledger = new Ledger();
        try (OpenLog log = OpenLog.on(database)) {
            long end = System.nanoTime() + SETTLE.toNanos();
            ledger.readOn(log.reader());
            while (ledger.uncaptured() > 0 && System.nanoTime() < end) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                ledger.readOn(log.reader());
            }
        }
        long missing =
                acknowledged.stream().filter(job -> !ledger.hasJob(job.jobId())).count();
        results.add("audit.acknowledged", acknowledged.size(), "jobs");
        results.add("audit.missing", missing, "jobs");
        results.add("audit.inlog", ledger.jobs(), "jobs");
        results.add("audit.live", ledger.live(), "jobs");
        ledger.problems().forEach(problem -> results.problem("audit: " + problem));
        if (missing > 0) {
            results.problem("audit: " + missing + " acknowledged jobs are not in the log");
        }
    }
}
