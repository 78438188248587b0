package dev.atelier.gpu.run;

import static dev.atelier.gpu.run.CommandSideStandIn.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.run.RunClaim;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.run.RunReport;
import dev.atelier.contracts.run.RunReport.RunCancelled;
import dev.atelier.contracts.run.RunReport.RunFailed;
import dev.atelier.contracts.run.RunReport.RunSucceeded;
import dev.atelier.contracts.run.RunSignal.RunHeartbeat;
import dev.atelier.contracts.run.RunSignal.RunProgress;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.gpu.comfyui.Graphs;
import dev.atelier.servers.AmqpBroker;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.amqp.core.MessageBuilder;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The way of an order to its report; what every kind of broker has to allow. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OrderToReport {
    private final AdapterWorld world;

    OrderToReport(AmqpBroker broker, Path folder) {
        world = new AdapterWorld(broker, folder);
    }

    @AfterAll
    void stop() {
        world.close();
    }

    @BeforeEach
    @AfterEach
    void everythingWorks() {
        world.everythingWorks();
    }

    @Test
    void anOrderBecomesAProvenResult() throws Exception {
        RunOrder order = world.invert();
        world.others.order(order);

        assertThat(world.others.awaitReport(order.jobId())).isInstanceOfSatisfying(RunSucceeded.class, report -> {
            assertThat(report.attempt()).isEqualTo(1);
            assertThat(report.ran()).isBetween(Duration.ZERO, AdapterWorld.PATIENCE);
            assertThat(report.artifacts()).hasSize(1);
            assertProven(order.jobId(), report.artifacts().getFirst());
        });
        assertThat(world.others.claimsOf(order.jobId())).singleElement().satisfies(claim -> {
            assertThat(claim.worker()).isEqualTo(AdapterWorld.WORKER);
            assertThat(UUID.fromString(claim.backendRun())).hasToString(claim.backendRun());
        });
    }

    @Test
    void aRunIsHeardOfWhileItGoesOn() throws Exception {
        world.comfyUi().faults().delayPerNode(Duration.ofMillis(400));
        RunOrder order = world.invert();
        world.others.order(order);
        world.others.awaitReport(order.jobId());

        await(
                "heartbeats",
                () -> world.others.signalsOf(order.jobId(), RunHeartbeat.class).size() > 2);
        await(
                "progress",
                () -> !world.others.signalsOf(order.jobId(), RunProgress.class).isEmpty());
        assertThat(world.others.signalsOf(order.jobId(), RunProgress.class))
                .extracting(RunProgress::percent)
                .isSorted()
                .allMatch(percent -> percent >= 0 && percent <= 100);
        assertThat(world.others.signalsOf(order.jobId(), RunHeartbeat.class))
                .allMatch(heartbeat -> heartbeat.worker().equals(AdapterWorld.WORKER));
    }

    @Test
    void aDuplicateOrderRunsOnce() throws Exception {
        world.comfyUi().faults().holdRuns();
        RunOrder order = world.invert();
        world.others.order(order);
        world.others.order(order);
        await("both to be claimed", () -> world.others.claimsOf(order.jobId()).size() == 2);
        world.comfyUi().faults().releaseRuns();
        world.others.awaitReport(order.jobId());
        world.others.order(order);
        await(
                "the third to be claimed",
                () -> world.others.claimsOf(order.jobId()).size() == 3);
        RunOrder next = world.invert();
        world.others.order(next);
        world.others.awaitReport(next.jobId());

        assertThat(world.others.reportsOf(order.jobId())).hasSize(1);
        assertThat(world.others.claimsOf(order.jobId()))
                .extracting(RunClaim::backendRun)
                .doesNotHaveDuplicates();
    }

    @Test
    void aClaimWithoutAnAnswerIsAskedAgainForTheSameRun() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        world.others.answer(
                claim -> asked.incrementAndGet() < 3 ? Optional.empty() : Optional.of(new RunClaim.Answer.Accepted()));
        RunOrder order = world.invert();
        world.others.order(order);
        assertThat(world.others.awaitReport(order.jobId())).isInstanceOf(RunSucceeded.class);
        assertThat(world.others.claimsOf(order.jobId())).hasSize(3);
        assertThat(world.others.claimsOf(order.jobId()))
                .extracting(RunClaim::backendRun)
                .containsOnly(world.others.claimsOf(order.jobId()).getFirst().backendRun());
    }

    @Test
    void aRefusedOrderIsDropped() throws Exception {
        RunOrder order = world.invert();
        world.others.answer(claim -> Optional.of(
                claim.jobId().equals(order.jobId())
                        ? new RunClaim.Answer.Refused("the job is over")
                        : new RunClaim.Answer.Accepted()));
        world.others.order(order);
        RunOrder next = world.invert();
        world.others.order(next);
        world.others.awaitReport(next.jobId());
        await("the claim", () -> !world.others.claimsOf(order.jobId()).isEmpty());
        await("an empty queue", () -> world.others.waitingOrders("image") == 0);
        assertThat(world.others.reportsOf(order.jobId())).isEmpty();
    }

    @Test
    void aRunningJobIsCancelled() throws Exception {
        world.comfyUi().faults().holdRuns();
        RunOrder order = world.invert();
        world.others.order(order);
        assertThat(world.comfyUi().faults().awaitHeldRun(AdapterWorld.PATIENCE)).isTrue();
        world.others.cancel(order.jobId(), AdapterWorld.WORKER);
        assertThat(world.others.awaitReport(order.jobId()))
                .isInstanceOfSatisfying(
                        RunCancelled.class,
                        report -> assertThat(report.ran()).isBetween(Duration.ZERO, AdapterWorld.PATIENCE));
    }

    @Test
    void aCancelThatComesBeforeTheAnswerToTheClaimIsHonoured() throws Exception {
        RunOrder order = world.invert();
        world.others.answer(claim -> {
            world.others.cancel(claim.jobId(), AdapterWorld.WORKER);
            // Answered only when asked again: by then the cancel has been heard.
            return world.others.claimsOf(claim.jobId()).size() < 2
                    ? Optional.empty()
                    : Optional.of(new RunClaim.Answer.Accepted());
        });
        world.others.order(order);
        RunReport report = world.others.awaitReport(order.jobId());
        assertThat(report).isEqualTo(new RunCancelled(order.jobId(), 1, Duration.ZERO));
    }

    @Test
    void whileEveryPlaceIsTakenOrdersStayInTheQueue() throws Exception {
        world.comfyUi().faults().holdRuns();
        List<RunOrder> orders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            orders.add(world.invert());
            world.others.order(orders.getLast());
        }
        await("two claims", () -> orders.stream().filter(this::isClaimed).count() == 2);
        await("the others in the queue", () -> world.others.waitingOrders("image") == 2);
        world.comfyUi().faults().releaseRuns();
        orders.forEach(
                order -> assertThat(world.others.awaitReport(order.jobId())).isInstanceOf(RunSucceeded.class));
    }

    @Test
    void anUnreadableOrderGoesToTheDeadLetters() {
        world.others.sendRaw(
                Routes.RUNS,
                "image",
                MessageBuilder.withBody("{".getBytes(StandardCharsets.UTF_8))
                        .setType("run-order")
                        .build());
        assertThat(world.others.takeDeadLetter()).isPresent();
    }

    @Test
    void aPictureThatIsNotTheJobsIsAnInvalidInput() throws Exception {
        RunOrder order = Graphs.order(
                Graphs.INVERT, List.of(Graphs.picture("inputs/nobody/nothing", "0".repeat(64))), Duration.ofMinutes(1));
        world.others.order(order);
        assertFailed(order, FailureReason.INVALID_INPUT);

        RunOrder other = world.order(AdapterWorld.picture(), "0".repeat(64));
        world.others.order(other);
        assertFailed(other, FailureReason.INVALID_INPUT);
    }

    @Test
    void itSaysThatItLivesAndWhatItMeasures() throws Exception {
        RunOrder order = world.invert();
        world.others.order(order);
        world.others.awaitReport(order.jobId());
        assertThat(world.get("local.server.port", "/check")).contains("ok");
        assertThat(world.get("local.management.port", "/actuator/health")).contains("UP");
        await(
                "the meter",
                () -> world.get("local.management.port", "/actuator/prometheus")
                        .contains("atelier_attempt_duration_seconds_count{application=\"gpu-adapter\",kind=\"image\""));
    }

    private boolean isClaimed(RunOrder order) {
        return !world.others.claimsOf(order.jobId()).isEmpty();
    }

    private void assertFailed(RunOrder order, FailureReason reason) {
        assertThat(world.others.awaitReport(order.jobId()))
                .isInstanceOfSatisfying(
                        RunFailed.class, report -> assertThat(report.reason()).isEqualTo(reason));
    }

    private void assertProven(JobId job, Artifact artifact) {
        ResponseBytes<GetObjectResponse> stored = world.stored(artifact.key());
        byte[] bytes = stored.asByteArray();
        assertThat(artifact.key()).isEqualTo("results/" + job + "/1/" + artifact.sha256() + ".png");
        assertThat(artifact.sha256()).isEqualTo(AdapterWorld.sha256(bytes));
        assertThat(artifact.bytes()).isEqualTo(bytes.length);
        assertThat(artifact.mediaType())
                .isEqualTo("image/png")
                .isEqualTo(stored.response().contentType());
        assertThat(artifact.width()).isEqualTo(8);
        assertThat(artifact.height()).isEqualTo(6);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .doesNotContain("tEXt")
                .doesNotContain("ImageInvert");
        assertThat(read(bytes).getRGB(1, 1) & 0xff_ffff).isEqualTo(~0x123456 & 0xff_ffff);
    }

    private static BufferedImage read(byte[] picture) {
        try {
            return ImageIO.read(new ByteArrayInputStream(picture));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
