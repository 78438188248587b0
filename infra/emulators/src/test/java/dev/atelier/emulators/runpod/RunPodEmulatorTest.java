package dev.atelier.emulators.runpod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What production is documented to do. */
class RunPodEmulatorTest extends WithRunPod {

    @Test
    void a_job_goes_from_the_queue_to_a_picture_that_was_computed() throws Exception {
        emulator.workersGone(true);
        String id = client.run(RED, "");
        assertThat(client.get("/status/" + id).path("status").asString()).isEqualTo("IN_QUEUE");
        emulator.holdJobs();
        emulator.workersGone(false);
        assertThat(emulator.comfyUi().faults().awaitHeldRun(PATIENCE)).isTrue();
        assertThat(client.get("/status/" + id).path("status").asString()).isEqualTo("IN_PROGRESS");
        emulator.releaseJobs();

        JsonNode job = client.end(id);
        assertThat(job.path("status").asString()).isEqualTo("COMPLETED");
        assertThat(client.get("/status/" + id)).as("asked again").isEqualTo(job);
        byte[] picture =
                Base64.getDecoder().decode(job.at("/output/images/0/data").asString());
        assertThat(ImageIO.read(new ByteArrayInputStream(picture)).getRGB(0, 0) & 0xff_ffff)
                .isEqualTo(0xff_0000);
    }

    @Test
    void a_bucket_gives_an_address_instead_of_the_picture() throws Exception {
        emulator.faults().useBucket(true);
        JsonNode job = client.end(client.run(RED, ""));
        assertThat(job.at("/output/images/0/type").asString()).isEqualTo("s3_url");
        assertThat(client.fetch(job.at("/output/images/0/data").asString()).body())
                .startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void every_sending_makes_another_job() throws Exception {
        assertThat(client.run(RED, "")).isNotEqualTo(client.run(RED, ""));
    }

    @Test
    void a_running_job_is_cancelled_and_the_next_one_runs() throws Exception {
        emulator.holdJobs();
        String id = client.run(RED, "");
        assertThat(emulator.comfyUi().faults().awaitHeldRun(PATIENCE)).isTrue();
        assertThat(client.post("/cancel/" + id, "").path("status").asString()).isEqualTo("CANCELLED");
        emulator.releaseJobs();
        assertThat(client.end(client.run(RED, "")).path("status").asString()).isEqualTo("COMPLETED");
        assertThat(client.get("/status/" + id).path("status").asString()).isEqualTo("CANCELLED");
    }

    @Test
    void a_job_that_runs_too_long_times_out() throws Exception {
        emulator.holdJobs();
        String id = client.run(RED, ", \"policy\": {\"executionTimeout\": 5000}");
        assertThat(emulator.comfyUi().faults().awaitHeldRun(PATIENCE)).isTrue();
        emulator.advance(Duration.ofSeconds(6));
        assertThat(client.get("/status/" + id).path("status").asString()).isEqualTo("TIMED_OUT");
    }

    @Test
    void a_job_past_its_life_is_unknown_even_while_it_runs() throws Exception {
        emulator.holdJobs();
        String id = client.run(RED, ", \"policy\": {\"ttl\": 10000}");
        assertThat(emulator.comfyUi().faults().awaitHeldRun(PATIENCE)).isTrue();
        emulator.advance(Duration.ofSeconds(11));
        assertThat(client.send("GET", "/status/" + id, "").statusCode()).isEqualTo(404);
    }

    @Test
    void results_are_kept_for_half_an_hour() throws Exception {
        String id = client.run(RED, "");
        client.end(id);
        emulator.advance(Duration.ofMinutes(29));
        assertThat(client.send("GET", "/status/" + id, "").statusCode()).isEqualTo(200);
        emulator.advance(Duration.ofMinutes(2));
        assertThat(client.send("GET", "/status/" + id, "").statusCode()).isEqualTo(404);
    }

    @Test
    void a_retry_keeps_the_id_and_loses_what_was_there() throws Exception {
        String id = client.run("{}", "");
        assertThat(client.end(id).path("status").asString()).isEqualTo("FAILED");
        emulator.workersGone(true);
        assertThat(client.post("/retry/" + id, "").path("id").asString()).isEqualTo(id);
        assertThat(client.get("/status/" + id).has("error")).isFalse();
        assertThat(client.send("POST", "/retry/" + id, "").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer wrong", "Bearer rpa_ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"})
    void without_the_key_nothing_is_answered(String key) throws Exception {
        try (RunPodClient stranger = new RunPodClient(emulator, key)) {
            assertThat(stranger.send("GET", "/health", "").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void a_key_may_come_bare() throws Exception {
        try (RunPodClient bare = new RunPodClient(emulator, emulator.key())) {
            assertThat(bare.send("GET", "/health", "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void it_does_not_start_with_a_key_that_looks_real() {
        assertThatThrownBy(() ->
                        RunPodEmulator.start(0, folder.resolve("other"), "rpa_ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("rpa_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{}",
                "{\"input\": \"text\"}",
                "{\"input\": {\"a\": 1}, \"webhook\": 7}",
                "{\"input\": {\"a\": 1}, \"policy\": {\"executionTimeout\": 4000}}",
                "{\"input\": {\"a\": 1}, \"policy\": {\"ttl\": 9999}}"
            })
    void what_is_no_request_is_refused(String body) throws Exception {
        assertThat(client.send("POST", "/run", body).statusCode()).isEqualTo(400);
    }

    @Test
    void an_unknown_job_is_nowhere_and_a_status_is_no_post() throws Exception {
        assertThat(client.send("GET", "/status/nobody-u1", "").statusCode()).isEqualTo(404);
        assertThat(client.send("POST", "/cancel/nobody-u1", "").statusCode()).isEqualTo(404);
        String id = client.run(RED, "");
        assertThat(client.send("POST", "/status/" + id, "").statusCode()).isEqualTo(405);
    }

    @Test
    void a_synchronous_job_answers_at_once_or_when_its_time_is_over() throws Exception {
        String body = "{\"input\": {\"workflow\": " + RED + "}}";
        assertThat(client.post("/runsync", body).path("status").asString()).isEqualTo("COMPLETED");
        emulator.workersGone(true);
        JsonNode waiting = client.post("/runsync?wait=1000", body);
        assertThat(waiting.path("status").asString()).isEqualTo("IN_QUEUE");
        assertThat(waiting.path("id").asString()).startsWith("sync-");
    }
}
