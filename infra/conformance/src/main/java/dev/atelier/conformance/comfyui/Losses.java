package dev.atelier.conformance.comfyui;

import static dev.atelier.conformance.Check.require;

import dev.atelier.conformance.Check.NotTriedException;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.gpu.backend.LeftRun;
import dev.atelier.gpu.backend.RunFailureException;
import dev.atelier.gpu.comfyui.ComfyUi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Clients and servers that die. */
final class Losses {
    private static final Duration RESTART_PATIENCE = Duration.ofMinutes(4);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Stand stand;

    Losses(Stand stand) {
        this.stand = stand;
    }

    /** The mark that a run bears comes back in the server's queue. */
    String foundAgain() throws Exception {
        Running run = stand.startSlow(stand.client);
        Waiting.until(() -> stand.isRunning(run), run);
        try (ComfyUi heir = stand.another()) {
            List<LeftRun> left = ours(heir);
            require(left.size() == 1 && left.getFirst().id().equals(run.id()), "it is not found: " + left.size());
            heir.drop(left.getFirst());
        }
        RunFailureException failure = run.failure();
        require(
                failure.reason() == FailureReason.ATTEMPT_LOST,
                "who started it should have lost it: " + failure.reason());
        return "and taken off by that client";
    }

    String restart() throws Exception {
        String command = stand.restart;
        if (command == null) {
            throw new NotTriedException("say how: --restart COMMAND");
        }
        Running run = stand.startSlow(stand.client);
        Waiting.until(() -> stand.isRunning(run), run);
        Process process = new ProcessBuilder("sh", "-c", command).inheritIO().start();
        require(process.waitFor(RESTART_PATIENCE.toSeconds(), TimeUnit.SECONDS), "the command does not end");
        require(process.exitValue() == 0, "the command failed: " + process.exitValue());
        RunFailureException failure = run.failure();
        require(
                List.of(FailureReason.ATTEMPT_LOST, FailureReason.CONNECTION_LOST)
                        .contains(failure.reason()),
                "it should be lost, and is " + failure.reason());
        Instant end = Instant.now().plus(RESTART_PATIENCE);
        while (!stand.client.isAvailable()) {
            require(Instant.now().isBefore(end), "it did not come back");
            Thread.sleep(LOOK_AGAIN);
        }
        stand.start(Graphs.order(Graphs.colour(0x0a0b0c))).picture();
        return failure.reason() + ", and the next run succeeded";
    }

    String nothingLeft() throws Exception {
        require(
                ours(stand.client).isEmpty(),
                "runs are left: " + ours(stand.client).size());
        return "";
    }

    /** What goes on or waits. A graph that was taken back may have ended in the history. */
    private List<LeftRun> ours(ComfyUi client) throws RunFailureException, InterruptedException {
        return client.leftRuns().stream()
                .filter(left -> left.worker().equals(stand.worker) && !left.finished())
                .toList();
    }
}
