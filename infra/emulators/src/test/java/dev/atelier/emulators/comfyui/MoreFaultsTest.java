package dev.atelier.emulators.comfyui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What can be broken on purpose between a client and the server, and in the order of things. */
class MoreFaultsTest extends WithEmulator {

    @Test
    void a_burst_says_when_to_come_again() throws Exception {
        emulator.faults().answerNext(1, 429, Duration.ofSeconds(7));
        assertThat(client.get("/queue").headers().firstValue("Retry-After")).contains("7");
        assertThat(client.get("/queue").statusCode()).isEqualTo(200);
    }

    @Test
    void a_server_that_dies_after_taking_a_prompt_knows_nothing_of_it() throws Exception {
        emulator.faults().restartOnNextPrompt();
        String body = "{\"prompt\": %s, \"prompt_id\": \"%s\"}".formatted(oneColour(1), UUID.randomUUID());
        assertThatThrownBy(() -> client.post("/prompt", body)).isInstanceOf(IOException.class);
        assertThat(client.getJson("/history")).isEmpty();
        assertThat(client.getJson("/queue").required("queue_pending")).isEmpty();
    }

    @Test
    void a_prompt_that_was_taken_twice_runs_twice() throws Exception {
        emulator.faults().holdRuns();
        emulator.faults().takeNextPromptTwice();
        String id = client.submit(oneColour(1));
        assertThat(emulator.faults().awaitHeldRun(PATIENCE)).isTrue();
        JsonNode queue = client.getJson("/queue");
        assertThat(queue.at("/queue_running/0/1").asString()).isEqualTo(id);
        assertThat(queue.at("/queue_pending/0/1").asString()).isEqualTo(id);
    }

    @Test
    void an_interrupt_that_comes_in_the_last_node_is_too_late() throws Exception {
        emulator.faults().ignoreInterrupts(true);
        emulator.faults().holdRunsIn("SaveImage");
        String id = client.submit(oneColour(1));
        assertThat(emulator.faults().awaitHeldRun(PATIENCE)).isTrue();
        client.post("/interrupt", "{\"prompt_id\": \"" + id + "\"}");
        emulator.faults().releaseRuns();
        assertThat(story(client.awaitHistory(id))).endsWith("execution_success");
    }

    @Test
    void an_interrupt_that_comes_in_another_node_is_heard_at_its_end() throws Exception {
        emulator.faults().ignoreInterrupts(true);
        emulator.faults().holdRunsIn("EmptyImage");
        String id = client.submit(oneColour(1));
        assertThat(emulator.faults().awaitHeldRun(PATIENCE)).isTrue();
        client.post("/interrupt", "{\"prompt_id\": \"" + id + "\"}");
        emulator.faults().releaseRuns();
        JsonNode entry = client.awaitHistory(id);
        assertThat(story(entry)).endsWith("execution_interrupted");
        assertThat(entry.at("/status/messages/2/1/node_type").asString()).isEqualTo("SaveImage");
    }

    @Test
    void progress_can_come_after_the_end() throws Exception {
        try (SocketClient socket = new SocketClient(client.http(), emulator.baseUrl(), ME)) {
            socket.next();
            emulator.faults().lateProgress(true);
            submitAs(ME, oneColour(1));
            socket.upTo("execution_success");
            socket.upTo("executing");
            assertThat(socket.upTo("progress_state")).hasSize(1);
        }
    }

    @Test
    void a_forgotten_socket_hears_nothing_and_a_new_one_does() throws Exception {
        try (SocketClient socket = new SocketClient(client.http(), emulator.baseUrl(), ME)) {
            socket.next();
            emulator.faults().deafenSockets();
            assertThat(emulator.faults().listeners()).isZero();
            client.awaitHistory(submitAs(ME, oneColour(1)));
            assertThat(socket.unread()).isEmpty();
        }
        // Not under the same id: the end of the first socket may come later, and takes its id with it.
        String other = UUID.randomUUID().toString();
        try (SocketClient again = new SocketClient(client.http(), emulator.baseUrl(), other)) {
            again.next();
            submitAs(other, oneColour(2));
            again.upTo("execution_success");
        }
    }

    @Test
    void a_file_can_come_slowly_in_part_or_not_at_all() throws Exception {
        JsonNode entry = client.run(oneColour(1));
        byte[] whole = saved(entry, "2");
        emulator.faults().slowNextFile(Duration.ofMillis(300));
        long start = System.nanoTime();
        assertThat(saved(entry, "2")).isEqualTo(whole);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
        emulator.faults().cutNextFile();
        assertThatThrownBy(() -> saved(entry, "2")).isInstanceOf(IOException.class);
        emulator.faults().loseNextFile();
        assertThat(saved(entry, "2")).isEmpty();
        assertThat(saved(entry, "2")).isEqualTo(whole);
    }
}
