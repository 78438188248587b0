package dev.atelier.gpu.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.emulators.comfyui.ComfyUiEmulator;
import dev.atelier.emulators.comfyui.Faults;
import dev.atelier.gpu.backend.Backend.Outcome;
import dev.atelier.gpu.comfyui.ComfyUiRuns.Running;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against a server without {@code /api/jobs}: queue and history instead, and no switch for it. */
class OldComfyUiIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private ComfyUiEmulator emulator;
    private OldServer server;
    private ComfyUiRuns runs;

    @BeforeEach
    void start() {
        emulator = ComfyUiEmulator.start(folder.resolve("comfyui"));
        server = new OldServer(emulator.baseUrl());
        runs = new ComfyUiRuns(server.url(), folder);
    }

    @AfterEach
    void stop() {
        runs.close();
        server.close();
        emulator.close();
    }

    @Test
    void aRunSucceeds() throws Exception {
        assertThat(runs.comfyUi.isAvailable()).isTrue();
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).end().files()).hasSize(1);
    }

    @Test
    void aRunningAndAWaitingRunAreStoppedEachAlone() throws Exception {
        emulator.faults().holdRuns();
        Running first = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(emulator.faults().awaitHeldRun(PATIENCE)).isTrue();
        Running second = runs.start(Graphs.order(Graphs.RED_PICTURE));
        second.control().cancel();
        assertThat(second.end().outcome()).isEqualTo(new Outcome.Stopped(Duration.ZERO));
        assertThat(first.result().isDone()).isFalse();
        first.control().cancel();
        assertThat(first.end().outcome()).isInstanceOf(Outcome.Stopped.class);
    }

    @Test
    void aRestartedServerLosesTheRun() throws Exception {
        emulator.faults().holdRuns();
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(emulator.faults().awaitHeldRun(PATIENCE)).isTrue();
        emulator.faults().forgetEverything();
        assertThat(run.failure()).isEqualTo(FailureReason.ATTEMPT_LOST);
    }

    @Test
    void failuresHaveTheirReasons() throws Exception {
        emulator.faults().failNext(Faults.Failure.OUT_OF_MEMORY);
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.OUT_OF_MEMORY);
        emulator.faults().succeedWithoutOutput();
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.NO_OUTPUT);
    }

    @Test
    void aDeadWorkerIsSeen() throws Exception {
        emulator.faults().stopWorker();
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.BACKEND_UNAVAILABLE);
    }
}
