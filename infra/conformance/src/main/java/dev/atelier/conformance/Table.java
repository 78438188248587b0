package dev.atelier.conformance;

import dev.atelier.conformance.Result.Verdict;
import java.io.PrintStream;
import java.util.List;

/** What is printed at the end. */
final class Table {
    private static final String LINE = "%-8s  %-44s  %-9s  %6s  %s%n";

    private Table() {}

    static void print(List<Result> results, PrintStream out) {
        out.printf(LINE, "back end", "check", "", "s", "");
        for (Result result : results) {
            String seconds = "%.1f".formatted(result.took().toMillis() / 1000.0);
            out.printf(
                    LINE,
                    result.check().area(),
                    result.check().name(),
                    result.verdict().word(),
                    seconds,
                    result.note());
        }
        out.printf(
                "%d passed, %d failed, %d not tried%n",
                count(results, Verdict.PASSED), count(results, Verdict.FAILED), count(results, Verdict.NOT_TRIED));
    }

    static boolean isGood(List<Result> results) {
        return count(results, Verdict.FAILED) == 0 && count(results, Verdict.PASSED) > 0;
    }

    private static long count(List<Result> results, Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }
}
