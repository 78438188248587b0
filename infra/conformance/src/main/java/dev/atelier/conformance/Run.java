package dev.atelier.conformance;

import dev.atelier.conformance.Result.Verdict;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does all checks, one after the other, each for no longer than it may take. */
final class Run {
    private final Duration patience;
    private final PrintStream progress;

    /** @param progress hears of each check as it ends */
    Run(Duration patience, PrintStream progress) {
        this.patience = patience;
        this.progress = progress;
    }

    List<Result> all(List<Check> checks) throws InterruptedException {
        List<Result> results = new ArrayList<>();
        for (Check check : checks) {
            Result result = one(check);
            progress.printf("%-10s %s: %s%n", result.verdict().word(), check.area(), check.name());
            results.add(result);
        }
        return results;
    }

    private Result one(Check check) throws InterruptedException {
        long start = System.nanoTime();
        FutureTask<String> task = new FutureTask<>(() -> check.body().run());
        Thread thread = Thread.ofPlatform().daemon().name("check").start(task);
        Verdict verdict = Verdict.FAILED;
        String note;
        try {
            note = task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            verdict = Verdict.PASSED;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            verdict = cause instanceof Check.NotTriedException ? Verdict.NOT_TRIED : Verdict.FAILED;
            note = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        } catch (TimeoutException e) {
            note = "not done within " + patience.toSeconds() + " s";
            thread.interrupt();
        }
        return new Result(check, verdict, note, Duration.ofNanos(System.nanoTime() - start));
    }
}
