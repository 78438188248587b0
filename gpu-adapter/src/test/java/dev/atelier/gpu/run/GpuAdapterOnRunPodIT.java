package dev.atelier.gpu.run;

import static dev.atelier.gpu.run.CommandSideStandIn.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.run.RunReport.RunSucceeded;
import dev.atelier.emulators.runpod.Operation;
import dev.atelier.emulators.runpod.RunPodEmulator;
import dev.atelier.gpu.backend.Backend;
import dev.atelier.gpu.runpod.RunPod;
import dev.atelier.servers.testing.TestServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** An adapter that was given an endpoint of RunPod. */
class GpuAdapterOnRunPodIT {
    private static final String POOL = "video";

    private final AdapterWorld world;
    private final RunPodEmulator server;

    GpuAdapterOnRunPodIT(@TempDir Path folder) {
        world = new AdapterWorld(TestServers.broker(), folder);
        server = RunPodEmulator.start(folder.resolve("runpod"));
    }

    @BeforeEach
    void withoutComfyUi() {
        assumeTrue(System.getenv("COMFYUI_URL") == null, "COMFYUI_URL is set: adapters run on ComfyUI");
    }

    @AfterEach
    void stop() {
        server.close();
        world.close();
    }

    @Test
    void anOrderBecomesAProvenResult() {
        try (ConfigurableApplicationContext adapter = adapter(Map.of())) {
            assertThat(adapter.getBean(Backend.class)).isInstanceOf(RunPod.class);
            RunOrder order = AdapterWorld.inPool(POOL);
            world.others.order(order);
            assertThat(world.others.awaitReport(order.jobId()))
                    .isInstanceOfSatisfying(
                            RunSucceeded.class,
                            report -> assertThat(report.artifacts()).hasSize(1));
            assertThat(server.wire().seen(Operation.RUN)).hasSize(1);
        }
    }

    @Test
    void aWebhookIsAnsweredWithoutAWordAndMakesItsRunLook() throws Exception {
        try (ConfigurableApplicationContext adapter = adapter(Map.of(
                "atelier.runpod.webhook-base", "http://127.0.0.1:1/runpod",
                "atelier.runpod.poll-first", "10m",
                "atelier.runpod.poll-longest", "10m"))) {
            server.holdJobs();
            RunOrder order = AdapterWorld.inPool(POOL);
            world.others.order(order);
            await("a look", () -> !server.wire().seen(Operation.STATUS).isEmpty());
            server.releaseJobs();
            await("the end", () -> !server.webhooks().answers().isEmpty());
            String address = server.webhooks().addresses().getFirst();
            String token = address.substring(address.lastIndexOf('/') + 1);

            assertThat(call(adapter, "unknown")).isEqualTo("200 ");
            assertThat(world.others.reportsOf(order.jobId())).isEmpty();
            assertThat(call(adapter, token)).isEqualTo("200 ");
            assertThat(world.others.awaitReport(order.jobId())).isInstanceOf(RunSucceeded.class);
        }
    }

    @Test
    void withoutABaseThereIsNothingToCall() throws Exception {
        try (ConfigurableApplicationContext adapter = adapter(Map.of())) {
            assertThat(call(adapter, "anything")).startsWith("404");
        }
    }

    private ConfigurableApplicationContext adapter(Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "atelier.gpu.worker", "gpu-on-runpod",
                "atelier.gpu.pools", POOL,
                "atelier.runpod.url", server.url().toString(),
                "atelier.runpod.endpoint", server.endpoint(),
                "atelier.runpod.key", server.key()));
        settings.putAll(more);
        return world.adapter(settings);
    }

    /** A POST with a forged body. */
    private static String call(ConfigurableApplicationContext adapter, String token) throws Exception {
        String address =
                "http://127.0.0.1:" + adapter.getEnvironment().getProperty("local.server.port") + "/runpod/" + token;
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"status\":\"FAILED\",\"error\":\"forged\"}"))
                            .build(),
                    BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }
}
