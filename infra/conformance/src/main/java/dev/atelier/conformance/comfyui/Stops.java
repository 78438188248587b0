package dev.atelier.conformance.comfyui;

import static dev.atelier.conformance.Check.require;

import dev.atelier.gpu.backend.Backend.Outcome;
import java.time.Duration;

/** Cancelling one run and no other. */
final class Stops {
    private final Stand stand;

    Stops(Stand stand) {
        this.stand = stand;
    }

    String whileWaiting() throws Exception {
        Running first = stand.startSlow(stand.client);
        Waiting.until(() -> stand.isRunning(first), first);
        Running second = stand.startSlow(stand.client);
        Waiting.until(() -> stand.isWaiting(second), first);
        second.control().cancel();
        Outcome outcome = second.end();
        require(
                outcome.equals(new Outcome.Stopped(Duration.ZERO)),
                "it should be stopped before it began, and is " + outcome);
        require(!first.outcome().isDone() || first.end() instanceof Outcome.Made, "the other one was stopped too");
        return "the other one went on";
    }

    String whileRunning() throws Exception {
        Running run = stand.startSlow(stand.client);
        Waiting.until(() -> stand.isRunning(run), run);
        long asked = System.nanoTime();
        run.control().cancel();
        Outcome outcome = run.end();
        require(outcome instanceof Outcome.Stopped, "it was too fast to be stopped: use more --slow-nodes");
        return "after %d ms".formatted((System.nanoTime() - asked) / 1_000_000);
    }
}
