package dev.atelier.emulators.comfyui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Everything that can be broken on purpose. */
class FaultsTest extends WithEmulator {

    @Test
    void a_node_runs_out_of_memory() throws Exception {
        emulator.faults().failNext(Faults.Failure.OUT_OF_MEMORY);
        JsonNode entry = client.run(oneColour(1));
        assertThat(story(entry)).isEqualTo("execution_start execution_cached execution_error");
        assertThat(entry.at("/status/messages/2/1/exception_type").asString()).isEqualTo("torch.OutOfMemoryError");
        assertThat(story(client.run(oneColour(1)))).endsWith("execution_success");
    }

    @Test
    void a_prompt_succeeds_with_nothing_to_show() throws Exception {
        emulator.faults().succeedWithoutOutput();
        JsonNode entry = client.run(oneColour(1));
        assertThat(entry.at("/status/status_str").asString()).isEqualTo("success");
        assertThat(entry.required("outputs")).isEmpty();
        assertThat(client.run(oneColour(1)).required("outputs")).isNotEmpty();
    }

    @Test
    void a_slow_node_can_be_interrupted() throws Exception {
        emulator.faults().delayPerNode(Duration.ofMinutes(5));
        String id = client.submit(oneColour(1));
        while (client.getJson("/queue").required("queue_running").isEmpty()) {
            Thread.onSpinWait();
        }
        client.post("/interrupt", "{\"prompt_id\": \"" + id + "\"}");
        assertThat(story(client.awaitHistory(id))).endsWith("execution_interrupted");
    }

    @Test
    void only_nodes_of_one_class_are_held() throws Exception {
        emulator.faults().holdRunsIn("SaveImage");
        String id = client.submit(oneColour(1));
        assertThat(emulator.faults().awaitHeldRun(PATIENCE)).isTrue();
        client.post("/interrupt", "{\"prompt_id\": \"" + id + "\"}");
        JsonNode told = client.awaitHistory(id).at("/status/messages/2/1");
        assertThat(told.required("node_type").stringValue()).isEqualTo("SaveImage");
        assertThat(told.at("/executed/0").asString()).isEqualTo("1");
    }

    @Test
    void nothing_is_held_when_nobody_asked_for_it() throws Exception {
        client.run(oneColour(1));
        assertThat(emulator.faults().awaitHeldRun(Duration.ZERO)).isFalse();
    }

    @Test
    void a_restart_forgets_everything_but_the_files() throws Exception {
        JsonNode finished = client.run(oneColour(1));
        client.run(oneColour(2).replace("SaveImage", "PreviewImage"));
        emulator.faults().holdRuns();
        String running = client.submit(oneColour(3));
        String pending = client.submit(oneColour(4));
        assertThat(emulator.faults().awaitHeldRun(PATIENCE)).isTrue();
        try (SocketClient socket = new SocketClient(client.http(), emulator.baseUrl(), ME)) {
            socket.next();
            emulator.faults().forgetEverything();
            assertThat(socket.awaitClose()).isEqualTo(1006);
        }
        emulator.faults().releaseRuns();
        assertThat(client.getJson("/queue").toString()).isEqualTo("{\"queue_running\":[],\"queue_pending\":[]}");
        assertThat(client.getJson("/history")).isEmpty();
        assertThat(client.get("/api/jobs/" + running).statusCode()).isEqualTo(404);
        assertThat(client.get("/api/jobs/" + pending).statusCode()).isEqualTo(404);
        assertThat(saved(finished, "2")).isNotEmpty();
        try (var temp = Files.list(emulator.folders().temp())) {
            assertThat(temp).isEmpty();
        }
        assertThat(client.run(oneColour(1)).at("/prompt/0").asInt()).isZero();
    }

    @Test
    void a_broken_connection_is_seen_as_1006() throws Exception {
        try (SocketClient socket = new SocketClient(client.http(), emulator.baseUrl(), ME)) {
            socket.next();
            emulator.faults().dropConnections();
            assertThat(socket.awaitClose()).isEqualTo(1006);
        }
        assertThat(story(client.run(oneColour(1)))).endsWith("execution_success");
    }

    @Test
    void a_socket_can_fall_silent() throws Exception {
        try (SocketClient socket = new SocketClient(client.http(), emulator.baseUrl(), ME)) {
            socket.next();
            emulator.faults().silence(true);
            client.awaitHistory(submitAs(ME, oneColour(1)));
            emulator.faults().silence(false);
            submitAs(ME, oneColour(2));
            socket.upTo("execution_success");
            assertThat(socket.unread().stream().filter(m -> m.toString().contains("execution_start")))
                    .isEmpty();
        }
    }

    @Test
    void a_socket_can_say_everything_twice() throws Exception {
        try (SocketClient socket = new SocketClient(client.http(), emulator.baseUrl(), ME)) {
            socket.next();
            emulator.faults().repeatMessages(true);
            submitAs(ME, oneColour(1));
            socket.upTo("execution_success");
            assertThat(socket.next().path("type").asString()).isEqualTo("execution_success");
        }
    }

    @Test
    void a_prompt_that_ended_is_in_no_list() throws Exception {
        emulator.faults().loseNext();
        String lost = client.submit(oneColour(1));
        client.awaitHistory(client.submit(oneColour(2)));
        assertThat(client.get("/api/jobs/" + lost).statusCode()).isEqualTo(404);
        assertThat(client.getJson("/history/" + lost)).isEmpty();
    }

    @Test
    void an_accepted_prompt_is_there_although_the_answer_was_lost() throws Exception {
        String id = UUID.randomUUID().toString();
        emulator.faults().dropNextPromptAnswer();
        assertThatThrownBy(() ->
                        client.post("/prompt", "{\"prompt\": %s, \"prompt_id\": \"%s\"}".formatted(oneColour(1), id)))
                .isInstanceOf(IOException.class);
        assertThat(story(client.awaitHistory(id))).endsWith("execution_success");
    }

    @Test
    void a_burst_of_errors_passes() throws Exception {
        emulator.faults().answerNext(2, 503);
        assertThat(client.post("/prompt", "{}").statusCode()).isEqualTo(503);
        assertThat(client.get("/queue").statusCode()).isEqualTo(503);
        assertThat(client.get("/queue").statusCode()).isEqualTo(200);
    }

    @Test
    void a_dead_worker_takes_prompts_and_runs_none() throws Exception {
        emulator.faults().stopWorker();
        String id = client.submit(oneColour(1));
        assertThat(client.getJson("/queue").at("/queue_pending/0/1").asString()).isEqualTo(id);
        assertThat(client.getJson("/queue").required("queue_running")).isEmpty();
        emulator.faults().forgetEverything();
        assertThat(story(client.run(oneColour(1)))).endsWith("execution_success");
    }
}
