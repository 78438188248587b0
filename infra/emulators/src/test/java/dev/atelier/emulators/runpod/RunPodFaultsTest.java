package dev.atelier.emulators.runpod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.emulators.comfyui.Faults.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything that can be broken on purpose. */
class RunPodFaultsTest extends WithRunPod {

    @Test
    void a_job_is_taken_and_the_connection_is_cut() throws Exception {
        emulator.wire().next(Operation.RUN, new WireFault.Cut());
        assertThatThrownBy(() -> client.run(RED, "")).isInstanceOf(IOException.class);
        assertThat(client.get("/health").at("/jobs/inQueue").asInt()
                        + client.get("/health").at("/jobs/inProgress").asInt()
                        + client.get("/health").at("/jobs/completed").asInt())
                .isPositive();
    }

    @Test
    void all_ids_vanish() throws Exception {
        emulator.holdJobs();
        String id = client.run(RED, "");
        emulator.forgetEverything();
        assertThat(client.send("GET", "/status/" + id, "").statusCode()).isEqualTo(404);
        emulator.releaseJobs();
        assertThat(client.end(client.run(RED, "")).path("status").asString()).isEqualTo("COMPLETED");
    }

    @Test
    void a_job_is_completed_without_output() throws Exception {
        emulator.faults().loseNextOutput();
        JsonNode job = client.end(client.run(RED, ""));
        assertThat(job.path("status").asString()).isEqualTo("COMPLETED");
        assertThat(job.has("output")).isFalse();
    }

    @Test
    void too_many_requests_are_told_when_to_come_again_or_not() throws Exception {
        emulator.wire().next(Operation.HEALTH, new WireFault.Throttled(OptionalInt.of(7)));
        emulator.wire().next(Operation.HEALTH, new WireFault.Throttled(OptionalInt.empty()));
        assertThat(client.send("GET", "/health", "").headers().firstValue("Retry-After"))
                .hasValue("7");
        var second = client.send("GET", "/health", "");
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("Retry-After")).isEmpty();
        assertThat(client.send("GET", "/health", "").statusCode()).isEqualTo(200);
    }

    @Test
    void a_burst_of_errors_ends() throws Exception {
        emulator.wire().next(Operation.RUN, 2, new WireFault.Status(502));
        assertThat(client.send("POST", "/run", "{}").statusCode()).isEqualTo(502);
        assertThat(client.send("POST", "/run", "{}").statusCode()).isEqualTo(502);
        assertThat(client.send("POST", "/run", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void a_result_has_another_length_than_it_says() throws Exception {
        emulator.faults().useBucket(true);
        String address =
                client.end(client.run(RED, "")).at("/output/images/0/data").asString();
        int length = client.fetch(address).body().length;
        emulator.wire().next(Operation.RESULT, new WireFault.TooShort(10));
        assertThatThrownBy(() -> client.fetch(address)).isInstanceOf(IOException.class);
        emulator.wire().next(Operation.RESULT, new WireFault.CutOff(10));
        assertThat(client.fetch(address).body()).hasSize(10);
        assertThat(client.fetch(address).body()).hasSize(length);
    }

    @Test
    void an_expired_address_is_refused() throws Exception {
        emulator.faults().useBucket(true);
        String address =
                client.end(client.run(RED, "")).at("/output/images/0/data").asString();
        emulator.wire().next(Operation.RESULT, new WireFault.Status(403));
        assertThat(client.fetch(address).statusCode()).isEqualTo(403);
    }

    @Test
    void a_job_ends_just_before_it_is_cancelled() throws Exception {
        emulator.holdJobs();
        String id = client.run(RED, "");
        assertThat(emulator.comfyUi().faults().awaitHeldRun(PATIENCE)).isTrue();
        emulator.faults().finishBeforeNextCancel();
        assertThat(client.post("/cancel/" + id, "").path("status").asString()).isEqualTo("COMPLETED");
        assertThat(client.get("/status/" + id).has("output")).isTrue();
    }

    @Test
    void a_job_ends_twice() throws Exception {
        emulator.faults().failAfterNextEnd();
        JsonNode job = client.await(client.run(RED, ""), "FAILED"::equals);
        assertThat(job.path("error").asString()).isEqualTo("job timed out after 1 retries");
    }

    @Test
    void progress_comes_after_the_end() throws Exception {
        emulator.faults().progressAfterNextEnd();
        String id = client.run(RED, "");
        client.await(id, status -> status.equals("IN_PROGRESS") && hasText(id));
        assertThat(client.get("/status/" + id).path("output").asString("")).isEqualTo("step 20 of 20");
    }

    @Test
    void a_worker_dies_once_and_then_twice() throws Exception {
        emulator.faults().killNextWorker();
        JsonNode second = client.end(client.run(RED, ""));
        assertThat(second.path("status").asString()).isEqualTo("COMPLETED");
        assertThat(second.path("retries").asInt()).isOne();

        emulator.faults().killNextWorker();
        emulator.faults().killNextWorker();
        JsonNode lost = client.end(client.run(RED, ""));
        assertThat(lost.path("status").asString()).isEqualTo("FAILED");
        assertThat(lost.path("error").asString()).isEqualTo("job timed out after 1 retries");
    }

    @Test
    void a_worker_runs_out_of_memory_and_again() throws Exception {
        for (int i = 0; i < 2; i++) {
            emulator.comfyUi().faults().failNext(Failure.OUT_OF_MEMORY);
            JsonNode job = client.end(client.run(RED, ""));
            assertThat(job.path("status").asString()).isEqualTo("FAILED");
            assertThat(job.path("error").asString())
                    .isEqualTo("Job processing failed, prompt ID not found in history.");
            assertThat(job.at("/output/details/0").asString()).contains("CUDA out of memory");
        }
    }

    @Test
    void one_of_two_pictures_does_not_get_into_the_bucket() throws Exception {
        emulator.faults().useBucket(true);
        emulator.faults().failNextUpload();
        JsonNode job = client.end(client.run(RED.replace("\"batch_size\": 1", "\"batch_size\": 2"), ""));
        assertThat(job.path("status").asString()).isEqualTo("COMPLETED");
        assertThat(job.at("/output/images")).hasSize(1);
        assertThat(job.at("/output/errors")).hasSize(1);
    }

    @Test
    void webhooks_come_never_once_or_three_times() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (WebhookReceiver receiver = new WebhookReceiver(heard, 200)) {
            client.end(client.run(RED, receiver.field()));
            assertThat(heard.poll(10, TimeUnit.SECONDS)).contains("\"status\":\"COMPLETED\"");
            emulator.webhooks().copies(3);
            String id = client.run(RED, receiver.field());
            for (int i = 0; i < 3; i++) {
                assertThat(heard.poll(10, TimeUnit.SECONDS)).contains(id);
            }
            emulator.webhooks().copies(0);
            client.end(client.run(RED, receiver.field()));
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void a_webhook_that_is_not_answered_with_200_is_tried_twice_more() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        emulator.webhooks().pause(Duration.ofMillis(1));
        try (WebhookReceiver receiver = new WebhookReceiver(heard, 204)) {
            client.run(RED, receiver.field());
            for (int i = 0; i < 3; i++) {
                assertThat(heard.poll(10, TimeUnit.SECONDS)).isNotNull();
            }
            assertThat(heard.poll(100, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void a_webhook_may_come_before_the_answer_and_may_be_forged() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        CountDownLatch answer = new CountDownLatch(1);
        emulator.wire().next(Operation.RUN, new WireFault.Held(answer));
        try (WebhookReceiver receiver = new WebhookReceiver(heard, 200)) {
            AtomicInteger before = new AtomicInteger(-1);
            Thread.ofVirtual().start(() -> {
                before.set(take(heard));
                answer.countDown();
            });
            String id = client.run(RED, receiver.field());
            assertThat(before.get())
                    .as("status of the webhook heard before the answer")
                    .isPositive();
            assertThat(client.get("/status/" + id).path("status").asString()).isEqualTo("COMPLETED");

            String address = emulator.webhooks().addresses().getFirst();
            assertThat(emulator.webhooks().forge(address, "{\"status\": \"FAILED\"}"))
                    .isEqualTo(200);
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("{\"status\": \"FAILED\"}");
        }
    }

    private boolean hasText(String id) {
        try {
            return client.get("/status/" + id).path("output").isString();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static int take(BlockingQueue<String> heard) {
        try {
            String body = heard.poll(10, TimeUnit.SECONDS);
            return body == null ? -1 : JsonMapper.shared().readTree(body).size();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
