package dev.atelier.emulators.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Waiting, running, cancelling, remembering. */
class QueueTest extends WithEmulator {

    @Test
    void a_prompt_is_in_the_queue_or_in_the_history_and_never_in_neither() throws Exception {
        emulator.faults().holdRuns();
        String running = client.submit(oneColour(1));
        String pending = client.submit(oneColour(2));
        assertThat(emulator.faults().awaitHeldRun(PATIENCE)).isTrue();
        assertThat(client.getJson("/queue").at("/queue_running/0/1").asString()).isEqualTo(running);
        assertThat(client.getJson("/queue").at("/queue_pending/0/1").asString()).isEqualTo(pending);
        assertThat(client.getJson("/prompt").at("/exec_info/queue_remaining").asInt())
                .isEqualTo(2);
        assertThat(client.getJson("/history/" + running)).isEmpty();
        assertThat(status(running)).isEqualTo("in_progress");
        assertThat(status(pending)).isEqualTo("pending");
        emulator.faults().releaseRuns();
        client.awaitHistory(running);
        client.awaitHistory(pending);
        assertThat(status(running)).isEqualTo("completed");
    }

    @Test
    void cancelling_a_running_prompt_leaves_the_others_alone() throws Exception {
        emulator.faults().holdRuns();
        String running = client.submit(oneColour(1));
        String pending = client.submit(oneColour(2));
        assertThat(emulator.faults().awaitHeldRun(PATIENCE)).isTrue();
        assertThat(cancel(running)).isTrue();
        JsonNode entry = client.awaitHistory(running);
        assertThat(story(entry)).isEqualTo("execution_start execution_cached execution_interrupted");
        assertThat(entry.at("/status/status_str").asString()).isEqualTo("error");
        assertThat(status(running)).isEqualTo("cancelled");
        assertThat(cancel(running)).isFalse();
        emulator.faults().releaseRuns();
        assertThat(story(client.awaitHistory(pending))).endsWith("execution_success");
    }

    @Test
    void a_cancelled_waiting_prompt_leaves_no_trace() throws Exception {
        emulator.faults().holdRuns();
        client.submit(oneColour(1));
        String pending = client.submit(oneColour(2));
        assertThat(emulator.faults().awaitHeldRun(PATIENCE)).isTrue();
        assertThat(cancel(pending)).isTrue();
        assertThat(client.get("/api/jobs/" + pending).statusCode()).isEqualTo(404);
        assertThat(client.getJson("/queue").required("queue_pending")).isEmpty();
    }

    @Test
    void an_interrupt_for_another_prompt_does_nothing_and_one_for_nobody_stops_what_runs() throws Exception {
        emulator.faults().holdRuns();
        String running = client.submit(oneColour(1));
        assertThat(emulator.faults().awaitHeldRun(PATIENCE)).isTrue();
        client.post("/interrupt", "{\"prompt_id\": \"" + UUID.randomUUID() + "\"}");
        assertThat(status(running)).isEqualTo("in_progress");
        client.post("/interrupt", "{not json");
        assertThat(story(client.awaitHistory(running))).endsWith("execution_interrupted");
    }

    @Test
    void an_interrupt_while_idle_is_forgotten() throws Exception {
        client.post("/interrupt", "{}");
        assertThat(story(client.run(oneColour(1)))).endsWith("execution_success");
    }

    @Test
    void front_and_own_numbers_decide_the_order() throws Exception {
        emulator.faults().holdRuns();
        client.submit(oneColour(1));
        assertThat(emulator.faults().awaitHeldRun(PATIENCE)).isTrue();
        String second = client.submit(oneColour(2));
        String front = submitWith(oneColour(3), "\"front\": true");
        String first = submitWith(oneColour(4), "\"number\": -7.5");
        List<String> order = client.getJson("/queue")
                .required("queue_pending")
                .valueStream()
                .map(item -> item.required(1).stringValue())
                .toList();
        assertThat(order.getFirst()).isEqualTo(first);
        assertThat(order).containsExactlyInAnyOrder(first, front, second);
    }

    @Test
    void the_same_id_runs_again_and_the_history_keeps_the_last() throws Exception {
        String id = UUID.randomUUID().toString();
        submitWith(oneColour(1), "\"prompt_id\": \"" + id + "\"");
        client.awaitHistory(id);
        client.post("/history", "{\"delete\": [\"" + id + "\"]}");
        submitWith(oneColour(2), "\"prompt_id\": \"" + id + "\"");
        assertThat(client.awaitHistory(id).at("/prompt/2/1/inputs/color").asInt())
                .isEqualTo(2);
    }

    @Test
    void three_equal_ids_and_numbers_kill_the_worker_as_they_do_in_the_real_server() throws Exception {
        emulator.faults().holdRuns();
        String running = client.submit(oneColour(1));
        assertThat(emulator.faults().awaitHeldRun(PATIENCE)).isTrue();
        client.submit(oneColour(9));
        String same = "{\"prompt\": %s, \"number\": 0.5, \"prompt_id\": \"" + UUID.randomUUID() + "\"}";
        assertThat(client.post("/prompt", same.formatted(oneColour(2))).statusCode())
                .isEqualTo(200);
        assertThat(client.post("/prompt", same.formatted(oneColour(3))).statusCode())
                .isEqualTo(500);
        assertThat(client.post("/prompt", same.formatted(oneColour(4))).statusCode())
                .isEqualTo(500);
        emulator.faults().releaseRuns();
        client.awaitHistory(running);
        String later = client.submit(oneColour(5));
        assertThat(client.getJson("/queue").required("queue_running")).isEmpty();
        assertThat(client.getJson("/history/" + later)).isEmpty();
        emulator.faults().forgetEverything();
        assertThat(story(client.run(oneColour(6)))).endsWith("execution_success");
    }

    @Test
    void a_repeated_graph_is_not_executed_again_and_names_the_old_file() throws Exception {
        client.run(oneColour(1));
        JsonNode again = client.run(oneColour(1));
        assertThat(again.at("/status/messages/1/1/nodes").size()).isEqualTo(2);
        assertThat(again.at("/outputs/2/images/0/filename").asString()).isEqualTo("one_00001_.png");
        client.run(oneColour(2));
        JsonNode afterAnother = client.run(oneColour(1));
        assertThat(afterAnother.at("/status/messages/1/1/nodes")).isEmpty();
        assertThat(afterAnother.at("/outputs/2/images/0/filename").asString()).isEqualTo("one_00003_.png");
        client.post("/free", "{\"free_memory\": true}");
        assertThat(client.run(oneColour(1)).at("/outputs/2/images/0/filename").asString())
                .isEqualTo("one_00004_.png");
    }

    @Test
    void jobs_are_listed_by_state_and_page() throws Exception {
        client.run(oneColour(1));
        client.run(oneColour(2));
        emulator.faults().failNext(Faults.Failure.ERROR);
        client.run(oneColour(3));
        JsonNode page = client.getJson("/api/jobs?status=completed&limit=1&sort_order=asc");
        assertThat(page.at("/jobs").size()).isEqualTo(1);
        assertThat(page.at("/pagination/total").asInt()).isEqualTo(2);
        assertThat(page.at("/pagination/has_more").asBoolean()).isTrue();
        assertThat(client.getJson("/api/jobs?status=failed")
                        .at("/jobs/0/execution_error/node_id")
                        .asString())
                .isEqualTo("1");
        assertThat(client.getJson("/history?max_items=1").size()).isEqualTo(1);
    }

    private String submitWith(String graph, String field) throws Exception {
        return ComfyUiClient.json(
                        ComfyUiClient.text(client.post("/prompt", "{\"prompt\": %s, %s}".formatted(graph, field))))
                .required("prompt_id")
                .stringValue();
    }

    private boolean cancel(String id) throws Exception {
        return ComfyUiClient.json(ComfyUiClient.text(client.post("/api/jobs/" + id + "/cancel", "")))
                .required("cancelled")
                .booleanValue();
    }

    private String status(String id) throws Exception {
        return client.getJson("/api/jobs/" + id).required("status").stringValue();
    }
}
