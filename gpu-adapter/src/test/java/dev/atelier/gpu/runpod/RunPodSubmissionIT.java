package dev.atelier.gpu.runpod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.emulators.runpod.Operation;
import dev.atelier.emulators.runpod.WireFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Submitting to an endpoint that does not answer as it should. */
class RunPodSubmissionIT extends WithRunPod {

    @Test
    void aSubmissionWhoseAnswerIsLostIsNotRepeated() throws Exception {
        server.wire().next(Operation.RUN, new WireFault.Cut());
        assertThat(runs.red().reason()).isEqualTo(FailureReason.SUBMISSION_UNKNOWN);
        assertThat(asked(Operation.RUN)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "<html>", "{\"id\": \"../purge-queue\"}"})
    void anAnswerWithoutAnIdLeavesTheSubmissionUnknown(String body) throws Exception {
        server.wire().next(Operation.RUN, new WireFault.Garbled(body));
        assertThat(runs.red().reason()).isEqualTo(FailureReason.SUBMISSION_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void aServerErrorLeavesTheSubmissionUnknown(int status) throws Exception {
        server.wire().next(Operation.RUN, new WireFault.Status(status));
        assertThat(runs.red().reason()).isEqualTo(FailureReason.SUBMISSION_UNKNOWN);
        assertThat(asked(Operation.RUN)).isOne();
    }

    @Test
    void anOrphanIsCancelledWhenItsIdBecomesKnown() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        server.holdJobs();
        server.wire().next(Operation.RUN, new WireFault.Held(answer));
        try (RunPodRuns hasty = new RunPodRuns(server, folder, Map.of("request-timeout", "500ms"))) {
            assertThat(hasty.red().reason()).isEqualTo(FailureReason.SUBMISSION_UNKNOWN);
            assertThat(asked(Operation.CANCEL)).isZero();
            answer.countDown();
            await(() -> asked(Operation.CANCEL) == 1);
        }
    }

    @Test
    void nobodyThereIsNothingSent() throws Exception {
        server.close();
        assertThat(runs.red().reason()).isEqualTo(FailureReason.BACKEND_UNAVAILABLE);
    }

    @Test
    void tooManyRequestsAreRepeatedWhenRunPodSaysSo() throws Exception {
        server.wire().next(Operation.RUN, new WireFault.Throttled(OptionalInt.of(1)));
        Instant start = Instant.now();
        assertThat(runs.red().made().files()).hasSize(1);
        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(asked(Operation.RUN)).isEqualTo(2);
    }

    @Test
    void tooManyRequestsAreRepeatedAfterAWhileIfRunPodDoesNotSayWhen() throws Exception {
        server.wire().next(Operation.RUN, new WireFault.Throttled(OptionalInt.empty()));
        server.wire().next(Operation.STATUS, 1, new WireFault.Throttled(OptionalInt.empty()));
        assertThat(runs.red().made().files()).hasSize(1);
        assertThat(asked(Operation.RUN)).isEqualTo(2);
    }

    @Test
    void whoIsTurnedAwayForTooLongIsOverloaded() throws Exception {
        server.wire().next(Operation.RUN, new WireFault.Throttled(OptionalInt.of(50)));
        assertThat(runs.red().reason()).isEqualTo(FailureReason.BACKEND_OVERLOADED);
        assertThat(runs.runPod.isAvailable()).as("takes orders meanwhile").isFalse();
    }

    @Test
    void theKeyIsInNoMessage() throws Exception {
        server.wire().next(Operation.RUN, new WireFault.Cut());
        Throwable failure = runs.red().failure();
        StringBuilder all = new StringBuilder();
        while (failure != null) {
            all.append(failure);
            failure = failure.getCause();
        }
        assertThat(all.toString()).doesNotContain(server.key());
    }
}
