package dev.atelier.bench.audit;

import dev.atelier.audit.LogAudit;
import dev.atelier.audit.domain.AuditLimits;
import dev.atelier.audit.domain.LedgerReport;
import dev.atelier.bench.http.Load;
import dev.atelier.bench.http.Orders;
import dev.atelier.bench.report.Progress;
import dev.atelier.bench.report.Results;
import dev.atelier.bench.stage.Database;
import dev.atelier.bench.stage.OpenLog;
import dev.atelier.bench.stage.People;
import dev.atelier.bench.stage.Servers;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
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
    private static final int PROBLEMS_SHOWN = 5;
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

    /** Reads the log until every ended job is settled; the orchestrator has a minute for the last ones. */
    public void audit(Database database, Collection<Orders.Accepted> acknowledged) {
        progress.say("audit: reading the log");
        Set<String> created = new HashSet<>();
        LedgerReport report;
        try (OpenLog log = OpenLog.on(database)) {
            LogAudit audit = new LogAudit(log.reader(), entry -> {
                if (entry.event() instanceof JobCreated) {
                    created.add(entry.stream());
                }
            });
            long end = System.nanoTime() + SETTLE.toNanos();
            report = read(audit);
            while (report.settling() > 0 && System.nanoTime() < end) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                report = read(audit);
            }
        }
        tell(report, created, acknowledged);
    }

    private static LedgerReport read(LogAudit audit) {
        return audit.readOn().report(Instant.now(), AuditLimits.DEFAULTS);
    }

    private void tell(LedgerReport report, Set<String> created, Collection<Orders.Accepted> acknowledged) {
        long missing = acknowledged.stream()
                .filter(job -> !created.contains(job.jobId()))
                .count();
        results.add("audit.acknowledged", acknowledged.size(), "jobs");
        results.add("audit.missing", missing, "jobs");
        results.add("audit.inlog", created.size(), "jobs");
        results.add("audit.live", report.live(), "jobs");
        report.findings().kept().stream()
                .limit(PROBLEMS_SHOWN)
                .forEach(finding -> results.problem("audit: " + finding));
        if (report.settling() > 0) {
            results.problem("audit: " + report.settling() + " ended jobs were not settled");
        }
        if (missing > 0) {
            results.problem("audit: " + missing + " acknowledged jobs are not in the log");
        }
    }
}
