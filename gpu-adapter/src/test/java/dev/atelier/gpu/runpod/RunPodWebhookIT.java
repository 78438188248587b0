package dev.atelier.gpu.runpod;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.atelier.emulators.runpod.Operation;
import dev.atelier.emulators.runpod.WireFault;
import dev.atelier.gpu.runpod.RunPodRuns.Running;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks: a reason to look. Without them these runs would look again when their tests are long over. */
class RunPodWebhookIT extends WithRunPod {
    private HttpServer face;
    private RunPodRuns hearing;

    @BeforeEach
    void listen() throws Exception {
        face = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        String base = "http://127.0.0.1:" + face.getAddress().getPort() + "/runpod";
        hearing = new RunPodRuns(
                server, folder, Map.of("webhook-base", base, "poll-first", "10m", "poll-longest", "10m"));
        face.createContext("/runpod/", exchange -> {
            hearing.webhooks.call(exchange.getRequestURI().getPath().substring("/runpod/".length()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        face.start();
    }

    @AfterEach
    void deafen() {
        hearing.close();
        face.stop(0);
    }

    @Test
    void theEndIsSeenWhenItIsTold() throws Exception {
        Running run = heldAndLookedAt();
        server.releaseJobs();
        assertThat(run.made().files()).hasSize(1);
    }

    @Test
    void beingToldThreeTimesIsBeingTold() throws Exception {
        server.webhooks().copies(3);
        Running run = heldAndLookedAt();
        server.releaseJobs();
        assertThat(run.made().files()).hasSize(1);
        await(() -> server.webhooks().answers().size() == 3);
        assertThat(server.webhooks().answers()).containsOnly(200);
    }

    @Test
    void theEndMayBeToldBeforeTheAnswerToTheSubmission() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        server.wire().next(Operation.RUN, new WireFault.Held(answer));
        Running run = hearing.red();
        await(() -> server.webhooks().answers().size() == 1);
        answer.countDown();
        assertThat(run.made().files()).hasSize(1);
    }

    @Test
    void aForgedEndIsLookedIntoAndNotBelieved() throws Exception {
        Running run = heldAndLookedAt();
        int looks = asked(Operation.STATUS);
        String address = server.webhooks().addresses().getFirst();
        int status = server.webhooks().forge(address, "{\"status\":\"COMPLETED\",\"output\":{\"images\":[]}}");
        assertThat(status).isEqualTo(200);
        await(() -> asked(Operation.STATUS) > looks);
        assertThat(run.result().isDone()).isFalse();
        server.releaseJobs();
        assertThat(run.made().files()).hasSize(1);
    }

    @Test
    void aPathIsSecretAndEachRunHasItsOwn() throws Exception {
        hearing.red().made();
        hearing.red().made();
        assertThat(server.webhooks().addresses())
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allMatch(address -> address.matches("http://127\\.0\\.0\\.1:\\d+/runpod/[A-Za-z0-9_-]{32}"));
    }

    @Test
    void withoutABaseRunPodIsToldOfNoWebhook() throws Exception {
        runs.red().made();
        assertThat(server.webhooks().addresses()).isEmpty();
    }

    @Test
    void aWebhookThatNeverComesIsNotNeeded() throws Exception {
        server.webhooks().copies(0);
        try (RunPodRuns patient = new RunPodRuns(server, folder, Map.of("webhook-base", "http://127.0.0.1:1/runpod"))) {
            assertThat(patient.red().made().files()).hasSize(1);
        }
    }

    /** A run that has looked at its job and now waits. */
    private Running heldAndLookedAt() throws Exception {
        server.holdJobs();
        Running run = hearing.red();
        assertThat(server.comfyUi().faults().awaitHeldRun(PATIENCE)).isTrue();
        await(() -> asked(Operation.STATUS) > 0);
        return run;
    }
}
