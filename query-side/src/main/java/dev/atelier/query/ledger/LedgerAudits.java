package dev.atelier.query.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One audit at a time in this process, whoever asks: a second request gets the result of the first, and for some
 * seconds afterwards so does everybody.
 */
final class LedgerAudits {
    private final Supplier<? extends Run> runs;
    private final Duration freshness;
    private final Clock clock;
    private @Nullable Started latest;

    /** @param freshness how old a result may be that is given out again */
    LedgerAudits(Supplier<? extends Run> runs, Duration freshness, Clock clock) {
        this.runs = runs;
        this.freshness = freshness;
        this.clock = clock;
    }

    /** One audit; {@link #position} may be asked while it runs. */
    interface Run {
        LedgerResult run() throws InterruptedException;

        /** How far the log was read. */
        long position();
    }

    /** What became of the question. */
    sealed interface Answer {
        record Done(LedgerResult result) implements Answer {}

        /** @param position how far the log was read */
        record Running(Instant startedAt, long position) implements Answer {}
    }

    private record Started(Run run, Instant at, CompletableFuture<LedgerResult> result) {}

    /** Joins the audit that runs, or begins one; waits for it as long as there is patience. */
    Answer ask(Duration patience) throws InterruptedException {
        Started started = joinOrBegin();
        try {
            return new Answer.Done(started.result().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Answer.Running(started.at(), started.run().position());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e.getCause());
        }
    }

    /** How many findings the latest audit of this process has; not a number while there is none that came to its end. */
    synchronized double findings() {
        return latest == null || !latest.result().isDone() || latest.result().isCompletedExceptionally()
                ? Double.NaN
                : latest.result().join().report().findings().total();
    }

    private synchronized Started joinOrBegin() {
        Started known = latest;
        if (known != null && isOfUse(known.result())) {
            return known;
        }
        Run run = runs.get();
        Started started = new Started(run, clock.instant(), new CompletableFuture<>());
        Thread.ofVirtual().name("ledger-audit").start(() -> complete(started));
        latest = started;
        return started;
    }

    private boolean isOfUse(CompletableFuture<LedgerResult> result) {
        return !result.isDone()
                || !result.isCompletedExceptionally()
                        && Duration.between(result.join().endedAt(), clock.instant())
                                        .compareTo(freshness)
                                < 0;
    }

    private static void complete(Started started) {
        try {
            started.result().complete(started.run().run());
        } catch (Throwable e) {
            started.result().completeExceptionally(e);
        }
    }
}
