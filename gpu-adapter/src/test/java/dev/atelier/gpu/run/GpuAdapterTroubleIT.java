package dev.atelier.gpu.run;

import static dev.atelier.gpu.run.CommandSideStandIn.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.run.RunClaim;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.run.RunReport.RunCancelled;
import dev.atelier.contracts.run.RunReport.RunFailed;
import dev.atelier.contracts.run.RunReport.RunSucceeded;
import dev.atelier.servers.EmbeddedBroker;
import dev.atelier.servers.ObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What the adapter does when one of the servers around it goes away, or the adapter itself. */
class GpuAdapterTroubleIT {
    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static AdapterWorld world;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        world = new AdapterWorld(broker, folder);
    }

    @AfterAll
    static void stop() {
        world.close();
        broker.close();
    }

    @BeforeEach
    @AfterEach
    void everythingWorks() {
        world.everythingWorks();
    }

    @Test
    void whileComfyUiIsAwayNoOrderIsTaken() throws Exception {
        int port = world.comfyUi().port();
        world.comfyUi().close();
        RunOrder order = world.invert();
        world.others.order(order);
        await("the order in the queue", () -> world.others.waitingOrders("image") == 1);
        BackendWatch watch = world.adapter.getBean(BackendWatch.class);
        await("the watch to see it", () -> !watch.isUp());
        assertThat(world.others.claimsOf(order.jobId())).isEmpty();

        world.startComfyUiAgain(port);
        assertThat(world.others.awaitReport(order.jobId())).isInstanceOf(RunSucceeded.class);
    }

    @Test
    void aStoreThatStaysAwayFailsTheAttempt() throws Exception {
        try (ObjectStore store = ObjectStore.start(folder.resolve("s3"))) {
            Map<String, String> settings = new TreeMap<>(AdapterWorld.addressOf(store));
            settings.put("atelier.gpu.pools", "video");
            try (ConfigurableApplicationContext second = world.adapter(settings)) {
                assertThat(second.isRunning()).isTrue();
                RunOrder order = AdapterWorld.inPool("video");
                world.comfyUi().faults().holdRuns();
                world.others.order(order);
                assertThat(world.comfyUi().faults().awaitHeldRun(AdapterWorld.PATIENCE))
                        .isTrue();
                store.close();
                world.comfyUi().faults().releaseRuns();
                assertFailed(order, FailureReason.STORAGE_UNAVAILABLE);
            }
        }
    }

    @Test
    void aStoppedAdapterReportsWhatItCutsOff() throws Exception {
        RunOrder order = AdapterWorld.inPool("book");
        world.comfyUi().faults().holdRuns();
        ConfigurableApplicationContext second = world.adapter(Map.of("atelier.gpu.pools", "book"));
        world.others.order(order);
        assertThat(world.comfyUi().faults().awaitHeldRun(AdapterWorld.PATIENCE)).isTrue();
        long start = System.nanoTime();
        second.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertFailed(order, FailureReason.ATTEMPT_LOST);
    }

    @Test
    void aBrokerThatRestartsCostsNoRunNoReportAndNoCancel() throws Exception {
        world.comfyUi().faults().holdRuns();
        RunOrder order = world.invert();
        world.others.order(order);
        assertThat(world.comfyUi().faults().awaitHeldRun(AdapterWorld.PATIENCE)).isTrue();
        broker.close();
        world.comfyUi().faults().releaseRuns();
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        assertThat(world.others.awaitReport(order.jobId())).isInstanceOf(RunSucceeded.class);

        world.comfyUi().faults().holdRuns();
        RunOrder next = world.invert();
        world.others.order(next);
        assertThat(world.comfyUi().faults().awaitHeldRun(AdapterWorld.PATIENCE)).isTrue();
        await("the cancel to be heard", () -> {
            world.others.cancel(next.jobId(), AdapterWorld.WORKER);
            return !world.others.reportsOf(next.jobId()).isEmpty();
        });
        assertThat(world.others.awaitReport(next.jobId())).isInstanceOf(RunCancelled.class);
    }

    @Test
    void anOrderThatWasNotClaimedGoesBackToTheQueueAgainAndAgain() throws Exception {
        RunOrder order = AdapterWorld.inPool("book");
        world.others.order(order);
        world.others.answer(claim -> Optional.empty());
        for (int adapters = 1; adapters <= 2; adapters++) {
            int asked = world.others.claimsOf(order.jobId()).size();
            try (ConfigurableApplicationContext second = world.adapter(Map.of("atelier.gpu.pools", "book"))) {
                assertThat(second.isRunning()).isTrue();
                await("a claim", () -> world.others.claimsOf(order.jobId()).size() > asked);
            }
            await("the order in the queue", () -> world.others.waitingOrders("book") == 1);
        }
        world.others.answer(claim -> Optional.of(new RunClaim.Answer.Accepted()));
        try (ConfigurableApplicationContext last = world.adapter(Map.of("atelier.gpu.pools", "book"))) {
            assertThat(last.isRunning()).isTrue();
            assertThat(world.others.awaitReport(order.jobId())).isInstanceOf(RunSucceeded.class);
        }
    }

    private static void assertFailed(RunOrder order, FailureReason reason) {
        assertThat(world.others.awaitReport(order.jobId()))
                .isInstanceOfSatisfying(
                        RunFailed.class, report -> assertThat(report.reason()).isEqualTo(reason));
    }
}
