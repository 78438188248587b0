package dev.atelier.allinone.cli;

import dev.atelier.audit.LogAudit;
import dev.atelier.audit.domain.AuditLimits;
import dev.atelier.audit.domain.LedgerReport;
import dev.atelier.audit.domain.Totals;
import dev.atelier.eventstore.LogReader;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Asks whether everything holds: the Atelier that runs, or the log alone. */
public final class Audit {
    private static final String LEDGER = "/admin/audit/ledger";
    private static final List<String> SIDES = List.of("available", "held", "treasury", "revenue", "sum");

    private Audit() {}

    /**
     * The audit of the Atelier that runs, compared with Redis and S3. A long one is asked for again until it is done;
     * each of these requests waits at the other side.
     *
     * @param administrator with an administrator's token
     * @return the exit status: 1 when something does not hold
     */
    public static int ofRunning(ApiClient administrator, PrintStream out) {
        JsonNode audit = administrator.get(LEDGER);
        while (audit.path("state").asString().equals("running")) {
            audit = administrator.get(LEDGER);
        }
        Map<String, Long> credits = new LinkedHashMap<>();
        for (String side : SIDES) {
            credits.put(side, audit.path("ledger").path(side).asLong());
        }
        Map<String, Long> jobs = new LinkedHashMap<>();
        audit.path("jobs").forEachEntry((state, count) -> jobs.put(state, count.asLong()));
        Map<String, String> compared = new LinkedHashMap<>();
        figures("redis", audit.path("readModels"), List.of("position", "accounts", "jobs"), compared);
        figures("s3", audit.path("objects"), List.of("named", "listed", "bytes", "unnamed"), compared);
        return new AuditSheet(
                        audit.path("position").asLong(),
                        audit.path("events").asLong(),
                        audit.path("accounts").asLong(),
                        credits,
                        jobs,
                        audit.path("settling").asLong(),
                        compared,
                        audit.path("findings").valueStream().map(Audit::finding).toList(),
                        audit.path("findingsTotal").asLong(),
                        audit.path("tookMillis").asLong())
                .print(out);
    }

    private static void figures(String what, JsonNode from, List<String> names, Map<String, String> to) {
        boolean compared = from.path("compared").asBoolean();
        to.put(
                what,
                compared ? "compared" : "not compared: " + from.path("reason").asString());
        if (compared) {
            names.forEach(name -> to.put(what + "." + name, from.path(name).asString()));
        }
    }

    private static String finding(JsonNode finding) {
        return finding(
                finding.path("rule").asString(),
                finding.path("text").asString(),
                finding.path("subject").asString(),
                finding.path("position").asLong(),
                finding.path("expected").asString() + "; found: "
                        + finding.path("found").asString());
    }

    private static String finding(String rule, String text, String subject, long position, String rest) {
        String place = position == 0 ? subject : subject + " at position " + position;
        return rule + ": " + text + " " + place + ". Expected: " + rest;
    }

    /**
     * The audit of a log whose Atelier does not run; there is nothing to compare it with.
     *
     * @return the exit status: 1 when something does not hold
     */
    public static int ofLog(LogReader log, PrintStream out) {
        Instant begin = Instant.now();
        LedgerReport report = new LogAudit(log).readOn().report(begin, AuditLimits.DEFAULTS);
        String language = System.getProperty("user.language", "en");
        Map<String, Long> jobs = new LinkedHashMap<>();
        report.jobs().forEach((state, count) -> jobs.put(state.word(), count));
        Map<String, String> compared = new LinkedHashMap<>();
        compared.put("redis", "not compared: Atelier does not run");
        compared.put("s3", "not compared: Atelier does not run");
        return new AuditSheet(
                        report.position(),
                        report.events(),
                        report.accounts(),
                        credits(report.totals()),
                        jobs,
                        report.settling(),
                        compared,
                        report.findings().kept().stream()
                                .map(finding -> finding(
                                        finding.rule().word(),
                                        finding.rule().text(language),
                                        finding.subject(),
                                        finding.position(),
                                        finding.expected() + "; found: " + finding.found()))
                                .toList(),
                        report.findings().total(),
                        Duration.between(begin, Instant.now()).toMillis())
                .print(out);
    }

    private static Map<String, Long> credits(Totals totals) {
        Map<String, Long> credits = new LinkedHashMap<>();
        credits.put("available", totals.available());
        credits.put("held", totals.held());
        credits.put("treasury", totals.treasury());
        credits.put("revenue", totals.revenue());
        credits.put("sum", totals.sum());
        return credits;
    }
}
