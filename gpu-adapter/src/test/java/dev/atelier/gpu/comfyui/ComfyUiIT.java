package dev.atelier.gpu.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.emulators.comfyui.ComfyUiEmulator;
import dev.atelier.emulators.comfyui.Faults;
import dev.atelier.gpu.backend.Backend.Outcome;
import dev.atelier.gpu.comfyui.ComfyUiRuns.Running;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against the emulator, for everything that the emulator can play. */
class ComfyUiIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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
    void aPictureComesBackInverted() throws Exception {
        Path picture = picture();
        RunOrder order = Graphs.order(Graphs.INVERT, List.of(Graphs.picture("k", "s")));
        Running run = runs.start(order, Map.of("image", picture));

        List<Path> files = run.end().files();
        assertThat(files).hasSize(1);
        BufferedImage result = ImageIO.read(files.getFirst().toFile());
        assertThat(result.getRGB(1, 1) & 0xff_ffff).isEqualTo(~0x123456 & 0xff_ffff);
        assertThat(run.percents()).isSorted().contains(100);
    }

    @Test
    void nothingOfARunIsLeftInTheHistoryAndItsFilesAreItsOwn() throws Exception {
        RunOrder order = Graphs.order(Graphs.RED_PICTURE);
        Running first = runs.start(order);
        first.end().files();
        Running second = runs.start(Graphs.order(Graphs.RED_PICTURE));
        second.end().files();

        assertThat(get("/history")).isEqualTo("{}");
        assertThat(saved())
                .hasSize(2)
                .anyMatch(name -> name.contains("atelier/" + order.jobId().value() + "-1/out_"));
    }

    @Test
    void aRunningRunIsStopped() throws Exception {
        server.faults().holdRuns();
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        run.control().cancel();
        assertThat(run.end().outcome())
                .isInstanceOfSatisfying(
                        Outcome.Stopped.class,
                        stopped -> assertThat(stopped.ran()).isBetween(Duration.ZERO, PATIENCE));
        assertThat(saved()).isEmpty();
    }

    @Test
    void aWaitingRunIsTakenOutOfTheQueueAndTheOtherGoesOn() throws Exception {
        server.faults().holdRuns();
        Running other = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        await(() -> get("/queue").contains(run.id()));
        run.control().cancel();
        assertThat(run.end().outcome()).isEqualTo(new Outcome.Stopped(Duration.ZERO));
        server.faults().releaseRuns();
        assertThat(other.end().files()).hasSize(1);
    }

    @Test
    void aCancelBeforeTheStartIsHonoured() throws Exception {
        server.faults().holdRuns();
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        run.control().cancel();
        assertThat(run.end().outcome()).isInstanceOf(Outcome.Stopped.class);
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
    void aServerThatGoesAwayForGoodLosesTheConnection() throws Exception {
        server.faults().holdRuns();
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        server.close();
        assertThat(run.failure()).isEqualTo(FailureReason.CONNECTION_LOST);
    }

    @Test
    void outOfMemoryHasItsOwnReasonAndTheServerIsUsable() throws Exception {
        server.faults().failNext(Faults.Failure.OUT_OF_MEMORY);
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.OUT_OF_MEMORY);
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).end().files()).hasSize(1);
    }

    @Test
    void aNodeThatRaisesIsAnInternalFailure() throws Exception {
        server.faults().failNext(Faults.Failure.ERROR);
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.INTERNAL);
    }

    @Test
    void successWithoutOutputIsAFailure() throws Exception {
        server.faults().succeedWithoutOutput();
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.NO_OUTPUT);
    }

    @Test
    void previewsAreNoOutput() throws Exception {
        String preview =
                Graphs.RED_PICTURE.replace("SaveImage", "PreviewImage").replace(", \"filename_prefix\": \"x\"", "");
        assertThat(runs.start(Graphs.order(preview)).failure()).isEqualTo(FailureReason.NO_OUTPUT);
    }

    @Test
    void aLostAnswerToTheSubmissionDoesNotRunTwice() throws Exception {
        server.faults().dropNextPromptAnswer();
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).end().files()).hasSize(1);
        assertThat(saved()).hasSize(1);
        assertThat(get("/queue")).contains("\"queue_running\": []", "\"queue_pending\": []");
    }

    @Test
    void aGraphThatIsTakenInPartIsRejectedAsAWhole() throws Exception {
        server.faults().holdRuns();
        String graph = Graphs.RED_PICTURE.replace(
                "\"3\":",
                "\"4\": {\"class_type\": \"SaveImage\", \"inputs\": {\"images\": [\"99\", 0], \"filename_prefix\": \"x\"}},"
                        + "\"3\":");
        assertThat(runs.start(Graphs.order(graph)).failure()).isEqualTo(FailureReason.WORKFLOW_REJECTED);
        await(() -> get("/queue").contains("\"queue_running\": []"));
        assertThat(get("/queue")).contains("\"queue_pending\": []");
        assertThat(saved()).isEmpty();
    }

    @Test
    void graphsThatTheServerRefusesAreRejected() throws Exception {
        List<String> graphs = List.of(
                Graphs.RED_PICTURE.replace("EmptyImage", "NoSuchNode"),
                Graphs.RED_PICTURE.replace("\"width\": 16", "\"width\": -1"),
                Graphs.RED_PICTURE.replace("SaveImage", "ImageInvert"),
                Graphs.RED_PICTURE.replace("[\"1\", 0]", "[\"1\", 7]"));
        for (String graph : graphs) {
            assertThat(runs.start(Graphs.order(graph)).failure()).isEqualTo(FailureReason.WORKFLOW_REJECTED);
        }
    }

    @Test
    void whatIsNoPictureIsAnInvalidInput() throws Exception {
        Path text = Files.writeString(folder.resolve("text.png"), "not a picture");
        RunOrder order = Graphs.order(Graphs.INVERT, List.of(Graphs.picture("k", "s")));
        Running run = runs.start(order, Map.of("image", text));
        assertThat(run.failure()).isEqualTo(FailureReason.INVALID_INPUT);
    }

    @Test
    void aServerThatStartsNothingGetsNoMoreRuns() throws Exception {
        server.faults().stopWorker();
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.BACKEND_UNAVAILABLE);
        assertThat(get("/queue")).contains("\"queue_pending\": []");
        assertThat(runs.comfyUi.isAvailable()).isFalse();
    }

    @Test
    void aBrokenWebSocketIsOpenedAgain() throws Exception {
        server.faults().holdRuns();
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        server.faults().dropConnections();
        server.faults().releaseRuns();
        assertThat(run.end().files()).hasSize(1);
    }

    @Test
    void aSilentWebSocketOnlyCostsTheProgress() throws Exception {
        server.faults().silence(true);
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(run.end().files()).hasSize(1);
        assertThat(run.percents()).isEmpty();
    }

    @Test
    void aLateHistoryIsWaitedFor() throws Exception {
        server.faults().historyDelay(Duration.ofMillis(300));
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).end().files()).hasSize(1);
    }

    @Test
    void aRunPastItsLimitIsStopped() throws Exception {
        server.faults().holdRuns();
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE, List.of(), Duration.ofSeconds(1)));
        assertThat(run.failure()).isEqualTo(FailureReason.TIMED_OUT);
        await(() -> get("/queue").contains("\"queue_running\": []"));
    }

    @Test
    void anAbandonedRunIsTakenOffTheServer() throws Exception {
        server.faults().holdRuns();
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        run.thread().interrupt();
        await(() -> get("/queue").contains("\"queue_running\": []"));
        run.thread().join(PATIENCE.toMillis());
        assertThat(run.thread().isAlive()).isFalse();
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() throws Exception {
        assertThat(runs.comfyUi.isAvailable()).isTrue();
        server.close();
        assertThat(runs.comfyUi.isAvailable()).isFalse();
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.BACKEND_UNAVAILABLE);
    }

    private Path picture() throws IOException {
        BufferedImage image = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 1, 0x123456);
        Path file = folder.resolve("picture.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private List<String> saved() throws IOException {
        try (Stream<Path> files = Files.walk(server.folders().output())) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }
}
