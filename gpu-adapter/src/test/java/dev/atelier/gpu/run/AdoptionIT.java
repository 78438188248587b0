package dev.atelier.gpu.run;

import static dev.atelier.gpu.run.CommandSideStandIn.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.run.RunClaim;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.run.RunReport.RunSucceeded;
import dev.atelier.gpu.comfyui.Gate;
import dev.atelier.servers.EmbeddedBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** An adapter dies in the middle of a run, and one of the same name is started. */
class AdoptionIT {
    private static final String NAME = "phoenix";

    @TempDir
    private Path folder;

    private EmbeddedBroker broker;
    private AdapterWorld world;
    private Gate toComfyUi;
    private Gate toBroker;
    private ConfigurableApplicationContext dead;
    private RunOrder order;

    @BeforeEach
    void anAdapterDiesInTheMiddleOfARun() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        world = new AdapterWorld(broker, folder.resolve("world"));
        toComfyUi = new Gate(world.comfyUi().baseUrl());
        URI address = URI.create(broker.uri());
        toBroker = new Gate(address);
        dead = adapter(Map.of(
                "atelier.comfyui.url", toComfyUi.url().toString(),
                "atelier.comfyui.away-limit", "1h",
                "atelier.broker.uri",
                        broker.uri()
                                .replace(
                                        ":" + address.getPort(),
                                        ":" + toBroker.url().getPort())));
        world.comfyUi().faults().holdRuns();
        order = AdapterWorld.inPool("book");
        world.others.order(order);
        assertThat(world.comfyUi().faults().awaitHeldRun(AdapterWorld.PATIENCE)).isTrue();
        toComfyUi.close();
        toBroker.close();
    }

    @AfterEach
    void stop() {
        dead.close();
        world.close();
        broker.close();
    }

    @Test
    void itsRunGoesOnAndIsReportedOnce() {
        try (ConfigurableApplicationContext heir = adapter(Map.of())) {
            assertThat(heir.isRunning()).isTrue();
            await("the second claim", () -> world.others.claimsOf(order.jobId()).size() == 2);
            assertThat(world.others.claimsOf(order.jobId())).as("the same run").containsOnly(claim());
            world.comfyUi().faults().releaseRuns();
            assertThat(world.others.awaitReport(order.jobId())).isInstanceOfSatisfying(RunSucceeded.class, report -> {
                assertThat(report.artifacts()).hasSize(1);
                assertThat(world.stored(report.artifacts().getFirst().key()).asByteArray())
                        .isNotEmpty();
            });
        }
    }

    @Test
    void aRunThatIsItsNoLongerIsTakenOffTheServer() throws Exception {
        world.others.answer(_ -> Optional.of(new RunClaim.Answer.Refused("another attempt")));
        try (ConfigurableApplicationContext heir = adapter(Map.of())) {
            assertThat(heir.isRunning()).isTrue();
            await("an empty server", () -> queue().contains("\"queue_running\": []"));
            assertThat(world.others.reportsOf(order.jobId())).isEmpty();
        }
    }

    @Test
    void whatEndedMeanwhileIsReportedEvenIfTheAttemptIsNoLongerIts() throws Exception {
        world.comfyUi().faults().releaseRuns();
        await("the run's end", () -> queue().contains("\"queue_running\": []"));
        world.others.answer(_ -> Optional.of(new RunClaim.Answer.Refused("another attempt")));
        try (ConfigurableApplicationContext heir = adapter(Map.of())) {
            assertThat(heir.isRunning()).isTrue();
            assertThat(world.others.awaitReport(order.jobId())).isInstanceOf(RunSucceeded.class);
        }
    }

    @Test
    void anAdapterOfAnotherNameLeavesItAlone() throws Exception {
        RunOrder next = AdapterWorld.inPool("video");
        Map<String, String> other = Map.of("atelier.gpu.worker", "another", "atelier.gpu.pools", "video");
        try (ConfigurableApplicationContext stranger = world.adapter(other)) {
            assertThat(stranger.isRunning()).isTrue();
            world.others.order(next);
            await(
                    "the stranger's claim",
                    () -> !world.others.claimsOf(next.jobId()).isEmpty());
            assertThat(world.others.claimsOf(order.jobId())).hasSize(1);
            world.comfyUi().faults().releaseRuns();
            assertThat(world.others.awaitReport(next.jobId())).isInstanceOf(RunSucceeded.class);
            assertThat(world.others.reportsOf(order.jobId())).isEmpty();
        }
    }

    private RunClaim claim() {
        return world.others.claimsOf(order.jobId()).getFirst();
    }

    private ConfigurableApplicationContext adapter(Map<String, String> more) {
        Map<String, String> settings = new java.util.TreeMap<>(more);
        settings.put("atelier.gpu.worker", NAME);
        settings.put("atelier.gpu.pools", "book");
        return world.adapter(settings);
    }

    private String queue() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create(world.comfyUi().baseUrl() + "/queue");
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
