package dev.atelier.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.testing.CommandSide;
import dev.atelier.command.testing.Http;
import dev.atelier.command.testing.Http.Answer;
import dev.atelier.contracts.log.EventSkipped;
import dev.atelier.contracts.log.Processor;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.eventstore.Skips;
import dev.atelier.eventstore.StoredEvent;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** An administrator lets a processor go on without an event. */
class SkipsIT {
    private static final CommandSide SIDE = new CommandSide(Map.of());
    private static final String PATH = "/admin/log/skips";

    private final Http admin = SIDE.administrator();
    private final StoredEvent event = SIDE.log().read(0, 1).getFirst();

    @AfterAll
    static void stop() {
        SIDE.close();
    }

    private String request(String processor, long position, String eventId, String reason) {
        return "{'processor': '%s', 'position': %d, 'eventId': '%s', 'reason': '%s'}"
                .formatted(processor, position, eventId, reason);
    }

    @Test
    void a_skip_is_a_fact_in_the_log_and_is_recorded_once() {
        Skips skips = new Skips(SIDE.log());
        assertThat(skips.isSkipped(Processor.READ_MODELS, event.eventId())).isFalse();

        Answer first = admin.post(PATH, request("read-models", event.position(), event.eventId(), "torn"));
        Answer again = admin.post(PATH, request("read-models", event.position(), event.eventId(), "once more"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text("id")).isEqualTo("skip-read-models-" + event.eventId());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.text("reason")).isEqualTo("torn");
        StoredEvent skip = SIDE.log().stream(first.text("id")).getLast();
        assertThat(skip.sequence()).isZero();
        assertThat(((EventSkipped) skip.payload()).reason()).isEqualTo("torn");
        assertThat(skip.metadata()).containsEntry(Metadata.ACTOR, "admin:root");
        assertThat(skips.isSkipped(Processor.READ_MODELS, event.eventId())).isTrue();
        assertThat(skips.isSkipped(Processor.JOB_FULFILMENT, event.eventId())).isFalse();
    }

    @Test
    void it_has_to_name_the_event_exactly_and_give_a_reason() {
        String other = "00000000-0000-4000-8000-000000000000";
        long position = event.position();
        assertThat(pointer(request("read-models", position, other, "x"))).isEqualTo("/position");
        assertThat(pointer(request("read-models", position + 1, event.eventId(), "x")))
                .isEqualTo("/position");
        assertThat(pointer(request("read-models", position, "7", "x"))).isEqualTo("/eventId");
        assertThat(pointer(request("printer", position, event.eventId(), "x"))).isEqualTo("/processor");
        assertThat(pointer(request("read-models", position, event.eventId(), " ")))
                .isEqualTo("/reason");
    }

    @Test
    void only_administrators_may() {
        String request = request("read-models", event.position(), event.eventId(), "please");
        assertThat(SIDE.person("skipper").post(PATH, request).status()).isEqualTo(403);
        assertThat(SIDE.bot("1").post(PATH, request).status()).isEqualTo(403);
        assertThat(SIDE.nobody().post(PATH, request).status()).isEqualTo(401);
    }

    private String pointer(String request) {
        Answer answer = admin.post(PATH, request);
        assertThat(answer.status()).isEqualTo(400);
        return answer.json().path("errors").path(0).path("pointer").asString();
    }
}
