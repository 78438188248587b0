package dev.atelier.gpu.runpod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.emulators.runpod.Operation;
import dev.atelier.emulators.runpod.WireFault;
import dev.atelier.gpu.comfyui.Graphs;
import dev.atelier.gpu.runpod.RunPodRuns.Running;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results that are missing, elsewhere, too large, or not whole. */
class RunPodResultsIT extends WithRunPod {

    @Test
    void doneWithoutOutputIsAFailure() throws Exception {
        server.faults().loseNextOutput();
        assertThat(runs.red().reason()).isEqualTo(FailureReason.NO_OUTPUT);
    }

    @Test
    void previewsAreNoOutput() throws Exception {
        Running run = runs.start(
                Graphs.order(Graphs.RED_PICTURE.replace("SaveImage", "PreviewImage"), List.of(), Duration.ofMinutes(1)),
                Map.of());
        assertThat(run.reason()).isEqualTo(FailureReason.NO_OUTPUT);
    }

    @Test
    void aPartOfTheResultIsNoSuccess() throws Exception {
        server.faults().useBucket(true);
        server.faults().failNextUpload();
        Running run = runs.start(
                Graphs.order(
                        Graphs.RED_PICTURE.replace("\"batch_size\": 1", "\"batch_size\": 2"),
                        List.of(),
                        Duration.ofMinutes(1)),
                Map.of());
        assertThat(run.reason()).isEqualTo(FailureReason.INTERNAL);
        assertThat(run.failure().detail()).contains("to S3");
    }

    @Test
    void anExpiredAddressIsALostAttempt() throws Exception {
        server.faults().useBucket(true);
        server.wire().next(Operation.RESULT, new WireFault.Status(403));
        assertThat(runs.red().reason()).isEqualTo(FailureReason.ATTEMPT_LOST);
    }

    @Test
    void aResultThatDoesNotComeWholeIsFetchedAgain() throws Exception {
        server.faults().useBucket(true);
        server.wire().next(Operation.RESULT, new WireFault.TooShort(10));
        server.wire().next(Operation.RESULT, new WireFault.CutOff(60));
        assertThat(RunPodIT.pixel(runs.red().made())).isEqualTo(0xff_0000);
        assertThat(asked(Operation.RESULT)).isEqualTo(3);
    }

    @Test
    void aResultThatNeverComesWholeIsALostConnection() throws Exception {
        server.faults().useBucket(true);
        server.wire().next(Operation.RESULT, 3, new WireFault.CutOff(60));
        assertThat(runs.red().reason()).isEqualTo(FailureReason.CONNECTION_LOST);
    }

    @Test
    void aResultThatIsTooLargeIsNotTaken() throws Exception {
        server.faults().useBucket(true);
        try (RunPodRuns small = new RunPodRuns(server, folder, Map.of("output-bytes-max", "40"))) {
            assertThat(small.red().reason()).isEqualTo(FailureReason.WORKFLOW_REJECTED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/secret",
                "https://elsewhere.example/x.png",
                "file:///etc/passwd",
                "simulated/x"
            })
    void aResultElsewhereIsNotFetched(String address) throws Exception {
        server.faults().useBucket(true);
        server.faults().nextAddress(address);
        Running run = runs.red();
        assertThat(run.reason()).isEqualTo(FailureReason.INTERNAL);
        assertThat(run.failure().detail()).doesNotContain("Signature");
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        server.faults().useBucket(true);
        server.wire().next(Operation.RESULT, new WireFault.Moved("/bucket/other.png"));
        assertThat(runs.red().reason()).isEqualTo(FailureReason.INTERNAL);
        assertThat(asked(Operation.RESULT)).isOne();
    }
}
