package dev.atelier.emulators.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who hears what, and in which order. */
class WebSocketTest extends WithEmulator {

    private static final String WHOLE_RUN = "status status execution_start execution_cached"
            + " progress_state executing progress_state"
            + " progress_state executing executed progress_state"
            + " execution_success status executing";

    @Test
    void the_owner_hears_the_whole_run_in_order() throws Exception {
        try (SocketClient mine = open(ME);
                SocketClient other = open("someone-else")) {
            String id = submitAs(ME, oneColour(1));
            List<JsonNode> messages = mine.next(14);
            assertThat(types(messages)).isEqualTo(WHOLE_RUN);
            assertThat(messages.getLast().at("/data/node").isNull()).isTrue();
            assertThat(messages.getLast().at("/data/prompt_id").asString()).isEqualTo(id);
            assertThat(types(other.next(3))).isEqualTo("status status status");
            assertThat(other.unread()).isEmpty();
        }
    }

    @Test
    void the_history_may_be_late_but_is_there_when_nothing_executes_any_more() throws Exception {
        emulator.faults().historyDelay(java.time.Duration.ofMillis(200));
        try (SocketClient mine = open(ME)) {
            String id = submitAs(ME, oneColour(1));
            mine.upTo("execution_success");
            assertThat(client.getJson("/history/" + id)).isEmpty();
            mine.upTo("executing");
            assertThat(client.getJson("/history/" + id).has(id)).isTrue();
        }
    }

    @Test
    void without_a_client_id_everybody_hears_the_progress_and_nothing_else() throws Exception {
        try (SocketClient anybody = open("anybody")) {
            client.run(oneColour(1));
            assertThat(types(anybody.upTo("status")) + " " + types(anybody.next(6)))
                    .isEqualTo("status status progress_state progress_state progress_state progress_state status");
        }
    }

    @Test
    void a_socket_without_an_id_gets_one() throws Exception {
        try (SocketClient nameless = new SocketClient(client.http(), emulator.baseUrl(), null)) {
            String sid = nameless.next().at("/data/sid").asString();
            assertThat(sid).matches("[0-9a-f]{32}");
            submitAs(sid, oneColour(1));
            assertThat(types(nameless.upTo("executing"))).contains("execution_start");
        }
    }

    @Test
    void who_comes_late_is_told_the_running_node_without_its_prompt() throws Exception {
        emulator.faults().holdRuns();
        submitAs(ME, oneColour(1));
        assertThat(emulator.faults().awaitHeldRun(PATIENCE)).isTrue();
        try (SocketClient late = new SocketClient(client.http(), emulator.baseUrl(), ME)) {
            assertThat(late.next().at("/data/status/exec_info/queue_remaining").asInt())
                    .isEqualTo(1);
            assertThat(late.next().toString()).isEqualTo("{\"type\":\"executing\",\"data\":{\"node\":\"1\"}}");
        }
    }

    @Test
    void of_two_with_one_id_the_later_is_heard_until_the_earlier_closes() throws Exception {
        SocketClient first = open(ME);
        try (SocketClient second = open(ME);
                SocketClient witness = open("witness")) {
            submitAs(ME, oneColour(1));
            assertThat(types(second.next(14))).isEqualTo(WHOLE_RUN);
            assertThat(first.unread()).isEmpty();
            witness.next(3);
            first.close();
            // The server notices the end of the first one at an unknown moment; until then the second one hears on.
            int colour = 2;
            do {
                second.unread();
                client.awaitHistory(submitAs(ME, oneColour(colour++)));
                witness.next(3);
            } while (!second.unread().isEmpty() && colour < 1000);
            assertThat(colour).isLessThan(1000);
        }
    }

    @Test
    void feature_flags_are_answered_once() throws Exception {
        try (SocketClient socket = new SocketClient(client.http(), emulator.baseUrl(), ME)) {
            socket.send("{\"type\": \"feature_flags\", \"data\": {}}");
            socket.send("{\"type\": \"feature_flags\", \"data\": {}}");
            assertThat(types(socket.next(2))).isEqualTo("status feature_flags");
            client.run(oneColour(1));
            assertThat(types(socket.next(1))).isEqualTo("status");
        }
    }

    @Test
    void strangers_are_refused() throws Exception {
        assertThat(client.send("GET", "/queue", Map.of("Origin", "http://evil.example"), new byte[0])
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.send("GET", "/ws", Map.of("Sec-Fetch-Site", "cross-site"), new byte[0])
                        .statusCode())
                .isEqualTo(403);
        String own = emulator.baseUrl().toString();
        assertThat(client.send("GET", "/queue", Map.of("Origin", own), new byte[0])
                        .statusCode())
                .isEqualTo(200);
    }

    /** A socket that has heard its greeting. */
    private SocketClient open(@Nullable String clientId) throws Exception {
        SocketClient socket = new SocketClient(client.http(), emulator.baseUrl(), clientId);
        assertThat(socket.next().at("/data/sid").asString()).isNotEmpty();
        return socket;
    }

    private static String types(List<JsonNode> messages) {
        return String.join(
                " ",
                messages.stream().map(m -> m.required("type").stringValue()).toList());
    }
}
