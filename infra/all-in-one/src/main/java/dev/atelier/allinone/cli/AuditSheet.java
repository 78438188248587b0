package dev.atelier.allinone.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * What {@code ./run audit} prints: a table for people, then {@code key=value} lines for programs.
 *
 * @param credits by side of the ledger, and what they add up to
 * @param jobs by state
 * @param compared what was looked at beside the log, with its figures, or why it was not
 * @param findings in words, at most 200
 * @param findingsTotal how many there are
 */
record AuditSheet(
        long position,
        long events,
        long accounts,
        Map<String, Long> credits,
        Map<String, Long> jobs,
        long settling,
        Map<String, String> compared,
        List<String> findings,
        long findingsTotal,
        long tookMillis) {
    /** Returns the exit status: 1 when something does not hold. */
    int print(PrintStream out) {
        out.println("ledger");
        credits.forEach((side, amount) -> out.printf("          %-18s %12d%n", side, amount));
        out.println("jobs");
        jobs.forEach((state, count) -> out.printf("          %-18s %12d%n", state, count));
        out.printf("          %-18s %12d%n", "settling", settling);
        out.println("findings");
        findings.forEach(finding -> out.println("          " + finding));
        out.println("          "
                + (findingsTotal == 0
                        ? "none: everything holds"
                        : findingsTotal + " altogether; docs/audit.md says what they mean"));
        out.println();
        lines(out);
        return findingsTotal == 0 ? 0 : 1;
    }

    private void lines(PrintStream out) {
        out.println("position=" + position);
        out.println("events=" + events);
        out.println("accounts=" + accounts);
        credits.forEach((side, amount) -> out.println("credits." + side + "=" + amount));
        jobs.forEach((state, count) -> out.println("jobs." + state + "=" + count));
        out.println("settling=" + settling);
        compared.forEach((what, figure) -> out.println(what + "=" + figure));
        out.println("findings=" + findingsTotal);
        out.println("took.ms=" + tookMillis);
    }
}
