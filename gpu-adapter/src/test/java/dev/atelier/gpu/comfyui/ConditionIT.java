package dev.atelier.gpu.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.emulators.comfyui.ComfyUiEmulator;
import dev.atelier.emulators.comfyui.Faults;
import dev.atelier.gpu.comfyui.ComfyUiRuns.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that answers and should all the same get no runs. */
class ConditionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    private ComfyUiEmulator server;
    private ComfyUiRuns runs;

    @BeforeEach
    void start() {
        server = ComfyUiEmulator.start(folder.resolve("comfyui"));
        runs = new ComfyUiRuns(server.baseUrl(), folder);
    }

    @AfterEach
    void stop() {
        runs.close();
        server.close();
    }

    @Test
    void outOfMemoryIsFollowedByAPauseThatDoublesUntilARunEndsWell() throws Exception {
        assertThat(pauseAfterOutOfMemory()).isBetween(Duration.ofMillis(100), Duration.ofSeconds(10));
        assertThat(pauseAfterOutOfMemory()).isGreaterThan(Duration.ofMillis(300));
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).end().files()).hasSize(1);
        assertThat(runs.comfyUi.isAvailable()).isTrue();
    }

    @Test
    void outOfMemoryFreesWhatTheServerKeeps() throws Exception {
        try (ScriptedServer scripted = new ScriptedServer();
                ComfyUiRuns others = new ComfyUiRuns(scripted.url(), folder)) {
            scripted.on("POST /prompt", "{\"prompt_id\": \"p\", \"node_errors\": {}}");
            scripted.on("POST /free", "");
            scripted.on("GET /history/p", """
                    {"p": {"outputs": {}, "status": {"status_str": "error", "messages": [["execution_error",
                      {"node_id": "2", "exception_type": "torch.OutOfMemoryError", "exception_message": "x"}]]}}}""");
            assertThat(others.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.OUT_OF_MEMORY);
            assertThat(scripted.requests("POST /free").getFirst().body())
                    .isEqualTo("{\"unload_models\":true,\"free_memory\":true}");
        }
    }

    @Test
    void aServerThatDoesNotStopARunGetsNoOthersUntilItHas() throws Exception {
        server.faults().ignoreInterrupts(true);
        server.faults().holdRuns();
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE, List.of(), Duration.ofSeconds(1)));
        assertThat(run.failure()).isEqualTo(FailureReason.TIMED_OUT);
        assertThat(runs.comfyUi.isAvailable()).isFalse();
        server.faults().releaseRuns();
        await(runs.comfyUi::isAvailable);
    }

    @Test
    void aSocketThatHearsNothingIsOpenedAgain() throws Exception {
        server.faults().holdRunsIn("SaveImage");
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        await(() -> server.faults().listeners() == 1);
        server.faults().deafenSockets();
        assertThat(server.faults().listeners()).isZero();
        await(() -> server.faults().listeners() == 1);
        server.faults().releaseRuns();
        assertThat(run.end().files()).hasSize(1);
        assertThat(run.percents()).contains(100);
    }

    /** From the failure until runs are taken again. */
    private Duration pauseAfterOutOfMemory() throws Exception {
        server.faults().failNext(Faults.Failure.OUT_OF_MEMORY);
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.OUT_OF_MEMORY);
        Instant begin = Instant.now();
        await(runs.comfyUi::isAvailable);
        return Duration.between(begin, Instant.now());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }
}
