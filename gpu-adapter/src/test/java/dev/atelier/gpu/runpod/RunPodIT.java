package dev.atelier.gpu.runpod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.emulators.runpod.Operation;
import dev.atelier.emulators.runpod.WireFault;
import dev.atelier.gpu.backend.Backend.Outcome;
import dev.atelier.gpu.comfyui.Graphs;
import dev.atelier.gpu.runpod.RunPodRuns.Running;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The client against the emulator, where RunPod does what it should. */
class RunPodIT extends WithRunPod {

    @Test
    void aPictureComesBackInverted() throws Exception {
        RunOrder order = Graphs.order(Graphs.INVERT, List.of(Graphs.picture("k", "s")), Duration.ofMinutes(1));
        Outcome.Made made = runs.start(order, Map.of("image", picture())).made();

        assertThat(made.files()).hasSize(1);
        BufferedImage result = ImageIO.read(made.files().getFirst().toFile());
        assertThat(result.getRGB(1, 1) & 0xff_ffff).isEqualTo(~0x123456 & 0xff_ffff);
        assertThat(asked(Operation.RUN)).isOne();
    }

    @Test
    void aResultInABucketIsFetchedWithoutTheKey() throws Exception {
        server.faults().useBucket(true);
        assertThat(pixel(runs.red().made())).isEqualTo(0xff_0000);
        assertThat(server.wire().seen(Operation.RESULT))
                .singleElement()
                .satisfies(seen -> assertThat(seen.authorized()).isFalse());
        assertThat(server.wire().seen(Operation.RUN)).allMatch(seen -> seen.authorized());
    }

    @Test
    void theTimeAtTheWorkerIsWhatRunPodSays() throws Exception {
        Running run = held();
        server.advance(Duration.ofSeconds(40));
        server.releaseJobs();
        assertThat(run.made().ran()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(55));
    }

    @Test
    void aRunningJobIsStopped() throws Exception {
        Running run = held();
        server.advance(Duration.ofSeconds(30));
        run.control().cancel();
        assertThat(run.stopped().ran()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(45));
    }

    @Test
    void aWaitingJobIsStoppedAndHasNotRun() throws Exception {
        server.workersGone(true);
        Running run = runs.red();
        await(() -> asked(Operation.STATUS) > 0);
        run.control().cancel();
        assertThat(run.stopped().ran()).isZero();
        assertThat(asked(Operation.CANCEL)).isOne();
    }

    @Test
    void aRunThatIsCancelledWhileRunPodTakesNoneIsNeverSent() throws Exception {
        server.wire().next(Operation.RUN, new WireFault.Throttled(java.util.OptionalInt.of(20)));
        Running run = runs.red();
        await(() -> asked(Operation.RUN) == 1);
        run.control().cancel();
        assertThat(run.stopped().ran()).isZero();
        assertThat(asked(Operation.RUN)).isOne();
    }

    @Test
    void aRunPastItsLimitIsCancelledAndHasTimedOut() throws Exception {
        server.workersGone(true);
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE, List.of(), Duration.ofMillis(300)), Map.of());
        assertThat(run.reason()).isEqualTo(FailureReason.TIMED_OUT);
        assertThat(asked(Operation.CANCEL)).isOne();
    }

    @Test
    void aStoppedAdapterCancelsItsJob() throws Exception {
        Running run = held();
        run.thread().interrupt();
        await(() -> asked(Operation.CANCEL) == 1);
        assertThat(run.thread().join(PATIENCE)).isTrue();
    }

    @Test
    void closingWaitsForTheCancelThatIsUnderWay() throws Exception {
        Running run = held();
        run.thread().interrupt();
        assertThat(run.thread().join(PATIENCE)).isTrue();
        runs.close();
        assertThat(asked(Operation.CANCEL)).isOne();
    }

    @Test
    void itIsAvailableWhileItAnswersAndKnowsTheKey() throws Exception {
        assertThat(runs.runPod.isAvailable()).isTrue();
        server.workersGone(true);
        assertThat(runs.runPod.isAvailable()).as("scaled to zero").isTrue();
        server.wire().next(Operation.HEALTH, new WireFault.Status(500));
        assertThat(runs.runPod.isAvailable()).isFalse();
        try (RunPodRuns stranger = new RunPodRuns(server, folder, Map.of("key", "another-key"))) {
            assertThat(stranger.runPod.isAvailable()).isFalse();
            assertThat(stranger.red().reason()).isEqualTo(FailureReason.BACKEND_UNAVAILABLE);
        }
        server.close();
        assertThat(runs.runPod.isAvailable()).isFalse();
    }

    @Test
    void everyAttemptIsAJobOfItsOwn() throws Exception {
        server.faults().loseNextOutput();
        assertThat(runs.red().reason()).isEqualTo(FailureReason.NO_OUTPUT);
        assertThat(runs.red().made().files()).hasSize(1);
        assertThat(asked(Operation.RUN)).isEqualTo(2);
        assertThat(asked(Operation.RETRY)).isZero();
    }

    static int pixel(Outcome.Made made) throws IOException {
        return ImageIO.read(made.files().getFirst().toFile()).getRGB(0, 0) & 0xff_ffff;
    }

    private Path picture() throws IOException {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 16; i++) {
            image.setRGB(i % 4, i / 4, 0x123456);
        }
        Path file = Files.createTempFile(folder, "picture", ".png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
