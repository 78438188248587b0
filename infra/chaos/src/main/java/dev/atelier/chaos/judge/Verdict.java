package dev.atelier.chaos.judge;

import dev.atelier.chaos.judge.domain.JobBook.Wrong;
import java.util.List;
import java.util.Map;

/**
 * What became of the jobs.
 *
 * @param counts by the names that are printed
 * @param wrong how many jobs of each kind of wrong
 * @param ledgerProblems what is wrong with the ledger as a whole
 * @param findings all of it, one line each
 */
public record Verdict(
        Map<String, Integer> counts, Map<Wrong, Integer> wrong, int ledgerProblems, List<String> findings) {
    public int of(Wrong what) {
        return wrong.getOrDefault(what, 0);
    }

    /** Whether nothing at all is wrong. */
    public boolean isGood() {
        return findings.isEmpty();
    }
}
