package dev.atelier.gpu.runpod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.emulators.comfyui.Faults.Failure;
import dev.atelier.emulators.runpod.Operation;
import dev.atelier.emulators.runpod.WireFault;
import dev.atelier.gpu.comfyui.Graphs;
import dev.atelier.gpu.runpod.RunPodRuns.Running;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Everything that RunPod, its workers and the wire can do wrong while a job runs. */
class RunPodFaultsIT extends WithRunPod {

    @Test
    void aJobWhoseIdVanishesIsLost() throws Exception {
        Running run = held();
        server.forgetEverything();
        assertThat(run.reason()).isEqualTo(FailureReason.ATTEMPT_LOST);
    }

    @Test
    void aMomentOfNotKnowingIsNoLoss() throws Exception {
        server.wire().next(Operation.STATUS, 2, new WireFault.Status(404));
        assertThat(runs.red().made().files()).hasSize(1);
    }

    @Test
    void aResultThatExpiredBeforeItWasSeenIsLost() throws Exception {
        server.wire().next(Operation.STATUS, 4, new WireFault.Status(500));
        Running run = runs.red();
        await(() -> asked(Operation.STATUS) > 0);
        server.advance(Duration.ofMinutes(31));
        assertThat(run.reason()).isEqualTo(FailureReason.ATTEMPT_LOST);
    }

    @Test
    void aBurstOfErrorsWhileItRunsChangesNothing() throws Exception {
        server.wire().next(Operation.STATUS, 3, new WireFault.Status(502));
        server.wire().next(Operation.STATUS, new WireFault.Cut());
        server.wire().next(Operation.STATUS, new WireFault.Garbled("<html>busy</html>"));
        assertThat(runs.red().made().files()).hasSize(1);
        assertThat(asked(Operation.RUN)).isOne();
    }

    @Test
    void whoStaysOutOfReachIsGivenUpAndItsJobCancelled() throws Exception {
        server.wire().next(Operation.STATUS, 10_000, new WireFault.Status(502));
        Running run = held();
        assertThat(run.reason()).isEqualTo(FailureReason.CONNECTION_LOST);
        await(() -> asked(Operation.CANCEL) == 1);
    }

    @Test
    void aBodyThatComesTooSlowlyIsAskedForAgain() throws Exception {
        server.wire().next(Operation.STATUS, new WireFault.Slow(Duration.ofMillis(200)));
        try (RunPodRuns hasty = new RunPodRuns(server, folder, Map.of("request-timeout", "600ms"))) {
            assertThat(hasty.red().made().files()).hasSize(1);
        }
    }

    @Test
    void aResultThatWasFasterThanTheCancelIsTaken() throws Exception {
        Running run = held();
        server.faults().finishBeforeNextCancel();
        run.control().cancel();
        assertThat(run.made().files()).hasSize(1);
    }

    @Test
    void aResultThatWasSlowerThanTheCancelIsNotTaken() throws Exception {
        Running run = held();
        run.control().cancel();
        assertThat(run.stopped()).isNotNull();
        server.releaseJobs();
        assertThat(runs.red().made().files()).hasSize(1);
    }

    @Test
    void aCancelThatIsOneTooManyIsAskedForAgain() throws Exception {
        Running run = held();
        server.wire().next(Operation.CANCEL, new WireFault.Throttled(OptionalInt.of(1)));
        run.control().cancel();
        assertThat(run.stopped()).isNotNull();
        assertThat(asked(Operation.CANCEL)).isEqualTo(2);
    }

    @Test
    void somebodyElsesCancelIsALostAttempt() throws Exception {
        server.workersGone(true);
        Running run = runs.red();
        await(() -> asked(Operation.STATUS) > 0);
        server.purge();
        assertThat(run.reason()).isEqualTo(FailureReason.ATTEMPT_LOST);
    }

    @Test
    void whatEndsTwiceHasEndedAsItsStatusSays() throws Exception {
        server.faults().failAfterNextEnd();
        assertThat(runs.red().reason()).isEqualTo(FailureReason.ATTEMPT_LOST);
    }

    @Test
    void aJobThatIsInProgressForEverEndsByItsLimit() throws Exception {
        server.faults().progressAfterNextEnd();
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE, List.of(), Duration.ofSeconds(2)), Map.of());
        assertThat(run.reason()).isEqualTo(FailureReason.TIMED_OUT);
        assertThat(asked(Operation.CANCEL)).isPositive();
    }

    @Test
    void runPodsOwnTimeOutIsOurs() throws Exception {
        Running run = held();
        server.advance(Duration.ofSeconds(61));
        assertThat(run.reason()).isEqualTo(FailureReason.TIMED_OUT);
    }

    @Test
    void aWorkerThatVanishesTwiceLosesTheAttempt() throws Exception {
        server.faults().killNextWorker();
        server.faults().killNextWorker();
        assertThat(runs.red().reason()).isEqualTo(FailureReason.ATTEMPT_LOST);
    }

    @Test
    void outOfMemoryIsToldAndAgain() throws Exception {
        server.comfyUi().faults().failNext(Failure.OUT_OF_MEMORY);
        server.comfyUi().faults().failNext(Failure.OUT_OF_MEMORY);
        assertThat(runs.red().reason()).isEqualTo(FailureReason.OUT_OF_MEMORY);
        assertThat(runs.red().reason()).isEqualTo(FailureReason.OUT_OF_MEMORY);
        assertThat(runs.red().made().files()).hasSize(1);
    }

    @Test
    void aNodeThatNobodyHasIsRefusedForGood() throws Exception {
        Running run = runs.start(
                Graphs.order(Graphs.RED_PICTURE.replace("EmptyImage", "NoSuchNode"), List.of(), Duration.ofMinutes(1)),
                Map.of());
        assertThat(run.reason()).isEqualTo(FailureReason.WORKFLOW_REJECTED);
    }
}
