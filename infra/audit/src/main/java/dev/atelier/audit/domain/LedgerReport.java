package dev.atelier.audit.domain;

import dev.atelier.contracts.job.JobState;
import java.util.List;
import java.util.Map;

/**
 * What the log proves up to a position.
 *
 * @param position of the newest event that was read; 0 for an empty log
 * @param events how many were read
 * @param accounts how many there are
 * @param totals the four sides of the ledger
 * @param jobs how many there are in each state
 * @param settling ended jobs whose hold may still be open for a while
 * @param oldest jobs that live, the oldest first, at most 20
 * @param findings what does not hold
 */
public record LedgerReport(
        long position,
        long events,
        long accounts,
        Totals totals,
        Map<JobState, Long> jobs,
        long settling,
        List<AuditedJob> oldest,
        Findings findings) {
    /** Jobs that have not ended. */
    public long live() {
        return jobs.entrySet().stream()
                .filter(entry -> !entry.getKey().isFinal())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Whether everything holds so far. */
    public boolean isClean() {
        return findings.total() == 0;
    }

    /** Whether also nothing is under way any more: every job has ended and is paid. */
    public boolean isQuiet() {
        return live() == 0 && settling == 0;
    }
}
