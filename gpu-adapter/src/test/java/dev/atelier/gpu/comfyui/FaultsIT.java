package dev.atelier.gpu.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.emulators.comfyui.ComfyUiEmulator;
import dev.atelier.emulators.comfyui.Faults;
import dev.atelier.emulators.comfyui.Generation;
import dev.atelier.gpu.backend.Backend.Outcome;
import dev.atelier.gpu.comfyui.ComfyUiRuns.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can go wrong between the client and a server, on both generations of the protocol. */
class FaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    private ComfyUiEmulator server;
    private ComfyUiRuns runs;

    private void start(Generation generation) {
        server = ComfyUiEmulator.start(0, folder.resolve("comfyui"), generation);
        runs = new ComfyUiRuns(server.baseUrl(), folder);
    }

    @AfterEach
    void stop() {
        runs.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void aRunGoesItsWay(Generation generation) throws Exception {
        start(generation);
        assertThat(runs.comfyUi.isAvailable()).isTrue();
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(run.end().files()).hasSize(1);
        assertThat(run.percents()).isSorted().contains(100);
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void aRunningAndAWaitingRunAreStoppedEachAlone(Generation generation) throws Exception {
        start(generation);
        server.faults().holdRuns();
        Running first = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        Running second = runs.start(Graphs.order(Graphs.RED_PICTURE));
        second.control().cancel();
        assertThat(second.end().outcome()).isEqualTo(new Outcome.Stopped(Duration.ZERO));
        assertThat(first.result().isDone()).isFalse();
        first.control().cancel();
        assertThat(first.end().outcome()).isInstanceOf(Outcome.Stopped.class);
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void aServerThatRestartsInsteadOfAnsweringIsGivenTheRunAgain(Generation generation) throws Exception {
        start(generation);
        server.faults().restartOnNextPrompt();
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).end().files()).hasSize(1);
        assertThat(saved()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void aRunThatWasTakenTwiceIsOneResult(Generation generation) throws Exception {
        start(generation);
        server.faults().takeNextPromptTwice();
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).end().files()).hasSize(1);
        assertThat(saved()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void aRestartedServerLosesTheRun(Generation generation) throws Exception {
        start(generation);
        server.faults().holdRuns();
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        server.faults().forgetEverything();
        assertThat(run.failure()).isEqualTo(FailureReason.ATTEMPT_LOST);
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void aResultThatIsFasterThanTheCancelIsAResult(Generation generation) throws Exception {
        start(generation);
        server.faults().ignoreInterrupts(true);
        server.faults().holdRunsIn("SaveImage");
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        run.control().cancel();
        server.faults().releaseRuns();
        assertThat(run.end().files()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void progressAfterTheEndAndMessagesTwiceChangeNothing(Generation generation) throws Exception {
        start(generation);
        server.faults().lateProgress(true);
        server.faults().repeatMessages(true);
        for (int i = 0; i < 3; i++) {
            Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
            assertThat(run.end().files()).hasSize(1);
            assertThat(run.percents()).isSorted().doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void socketsThatBreakInTheMiddleCostNothing(Generation generation) throws Exception {
        start(generation);
        server.faults().holdRunsIn("SaveImage");
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        server.faults().dropConnections();
        server.faults().releaseRuns();
        assertThat(run.end().files()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void aFileThatBreaksOffIsFetchedAgain(Generation generation) throws Exception {
        start(generation);
        server.faults().cutNextFile();
        server.faults().slowNextFile(Duration.ofMillis(300));
        List<Path> files = runs.start(Graphs.order(Graphs.RED_PICTURE)).end().files();
        assertThat(Files.readAllBytes(files.getFirst()))
                .isEqualTo(Files.readAllBytes(Path.of(saved().getFirst())));
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void aFileThatAlwaysBreaksOffIsALostConnection(Generation generation) throws Exception {
        start(generation);
        for (int i = 0; i < 3; i++) {
            server.faults().cutNextFile();
        }
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.CONNECTION_LOST);
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void aFileThatIsGoneIsALostAttempt(Generation generation) throws Exception {
        start(generation);
        server.faults().loseNextFile();
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.ATTEMPT_LOST);
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void failuresHaveTheirReasons(Generation generation) throws Exception {
        start(generation);
        server.faults().failNext(Faults.Failure.OUT_OF_MEMORY);
        server.faults().failNext(Faults.Failure.OUT_OF_MEMORY);
        server.faults().failNext(Faults.Failure.ERROR);
        for (FailureReason reason :
                List.of(FailureReason.OUT_OF_MEMORY, FailureReason.OUT_OF_MEMORY, FailureReason.INTERNAL)) {
            assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(reason);
        }
        server.faults().succeedWithoutOutput();
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.NO_OUTPUT);
        server.faults().loseNext();
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.ATTEMPT_LOST);
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void aGraphThatCannotBeIsRejected(Generation generation) throws Exception {
        start(generation);
        for (String graph : List.of(
                Graphs.RED_PICTURE.replace("EmptyImage", "NoSuchNode"),
                Graphs.RED_PICTURE.replace("\"width\": 16", "\"width\": -1"),
                Graphs.RED_PICTURE.replace("SaveImage", "ImageInvert"))) {
            assertThat(runs.start(Graphs.order(graph)).failure()).isEqualTo(FailureReason.WORKFLOW_REJECTED);
        }
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void aDeadWorkerIsSeen(Generation generation) throws Exception {
        start(generation);
        server.faults().stopWorker();
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.BACKEND_UNAVAILABLE);
    }

    @ParameterizedTest
    @EnumSource(Generation.class)
    void aBurstOfErrorsInTheMiddleIsBorne(Generation generation) throws Exception {
        start(generation);
        server.faults().holdRuns();
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        Instant begin = Instant.now();
        server.faults().answerNext(3, 503, Duration.ofSeconds(1));
        server.faults().releaseRuns();
        assertThat(run.end().files()).hasSize(1);
        assertThat(Duration.between(begin, Instant.now())).isLessThan(PATIENCE);
    }

    private List<String> saved() throws java.io.IOException {
        try (Stream<Path> files = Files.walk(server.folders().output())) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }
}
