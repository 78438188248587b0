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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the client makes of a server when all is well and when it is not, whatever generation that is of. */
abstract class ComfyUiContract {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    private ComfyUiEmulator server;
    private ComfyUiRuns runs;

    private final Generation generation;

    ComfyUiContract(Generation generation) {
        this.generation = generation;
    }

    @BeforeEach
    void start() {
        server = ComfyUiEmulator.start(0, folder.resolve("comfyui"), generation);
        runs = new ComfyUiRuns(server.baseUrl(), folder);
    }

    @AfterEach
    void stop() {
        runs.close();
        server.close();
    }

    @Test
    void aRunGoesItsWay() throws Exception {
        assertThat(runs.comfyUi.isAvailable()).isTrue();
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(run.end().files()).hasSize(1);
        assertThat(run.percents()).isSorted().contains(100);
    }

    @Test
    void aRunningAndAWaitingRunAreStoppedEachAlone() throws Exception {
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

    @Test
    void aServerThatRestartsInsteadOfAnsweringIsGivenTheRunAgain() throws Exception {
        server.faults().restartOnNextPrompt();
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).end().files()).hasSize(1);
        assertThat(saved()).hasSize(1);
    }

    @Test
    void aRunThatWasTakenTwiceIsOneResult() throws Exception {
        server.faults().takeNextPromptTwice();
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).end().files()).hasSize(1);
        assertThat(saved()).hasSize(1);
    }

    @Test
    void aRestartedServerLosesTheRun() throws Exception {
        server.faults().holdRuns();
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        server.faults().forgetEverything();
        assertThat(run.failure()).isEqualTo(FailureReason.ATTEMPT_LOST);
    }

    @Test
    void aResultThatIsFasterThanTheCancelIsAResult() throws Exception {
        server.faults().ignoreInterrupts(true);
        server.faults().holdRunsIn("SaveImage");
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        run.control().cancel();
        server.faults().releaseRuns();
        assertThat(run.end().files()).hasSize(1);
    }

    @Test
    void progressAfterTheEndAndMessagesTwiceChangeNothing() throws Exception {
        server.faults().lateProgress(true);
        server.faults().repeatMessages(true);
        for (int i = 0; i < 3; i++) {
            Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
            assertThat(run.end().files()).hasSize(1);
            assertThat(run.percents()).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void socketsThatBreakInTheMiddleCostNothing() throws Exception {
        server.faults().holdRunsIn("SaveImage");
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        server.faults().dropConnections();
        server.faults().releaseRuns();
        assertThat(run.end().files()).hasSize(1);
    }

    @Test
    void aFileThatBreaksOffIsFetchedAgain() throws Exception {
        server.faults().cutNextFile();
        server.faults().slowNextFile(Duration.ofMillis(300));
        List<Path> files = runs.start(Graphs.order(Graphs.RED_PICTURE)).end().files();
        assertThat(Files.readAllBytes(files.getFirst())).isEqualTo(Files.readAllBytes(Path.of(saved().getFirst())));
    }

    @Test
    void aFileThatAlwaysBreaksOffIsALostConnection() throws Exception {
        for (int i = 0; i < 3; i++) {
            server.faults().cutNextFile();
        }
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.CONNECTION_LOST);
    }

    @Test
    void aFileThatIsGoneIsALostAttempt() throws Exception {
        server.faults().loseNextFile();
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.ATTEMPT_LOST);
    }

    @Test
    void failuresHaveTheirReasons() throws Exception {
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

    @Test
    void aGraphThatCannotBeIsRejected() throws Exception {
        for (String graph : List.of(
                Graphs.RED_PICTURE.replace("EmptyImage", "NoSuchNode"),
                Graphs.RED_PICTURE.replace("\"width\": 16", "\"width\": -1"),
                Graphs.RED_PICTURE.replace("SaveImage", "ImageInvert"))) {
            assertThat(runs.start(Graphs.order(graph)).failure()).isEqualTo(FailureReason.WORKFLOW_REJECTED);
        }
    }

    @Test
    void aDeadWorkerIsSeen() throws Exception {
        server.faults().stopWorker();
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.BACKEND_UNAVAILABLE);
    }

    @Test
    void aBurstOfErrorsInTheMiddleIsBorne() throws Exception {
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
