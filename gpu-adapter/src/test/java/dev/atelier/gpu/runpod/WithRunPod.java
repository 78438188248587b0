package dev.atelier.gpu.runpod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.emulators.runpod.Operation;
import dev.atelier.emulators.runpod.RunPodEmulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fresh emulator, and a client of it, for each test. */
abstract class WithRunPod {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    RunPodEmulator server;
    RunPodRuns runs;

    @BeforeEach
    void start() {
        server = RunPodEmulator.start(folder.resolve("runpod"));
        runs = new RunPodRuns(server, folder);
    }

    @AfterEach
    void stop() {
        runs.close();
        server.close();
    }

    /** How often an operation was asked for. */
    int asked(Operation operation) {
        return server.wire().seen(operation).size();
    }

    /** A run whose job is inside a node and stays there. */
    RunPodRuns.Running held() throws InterruptedException {
        server.holdJobs();
        RunPodRuns.Running run = runs.red();
        assertThat(server.comfyUi().faults().awaitHeldRun(PATIENCE)).isTrue();
        return run;
    }

    static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not happen");
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
