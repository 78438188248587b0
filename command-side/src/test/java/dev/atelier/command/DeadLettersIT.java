package dev.atelier.command;

import static dev.atelier.command.testing.Customer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.testing.CommandSide;
import dev.atelier.command.testing.Http;
import dev.atelier.command.testing.Http.Answer;
import dev.atelier.contracts.log.DeadLetterSettled;
import dev.atelier.contracts.log.DeadLetterSettled.Verdict;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.eventstore.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import tools.jackson.databind.JsonNode;

/** What cannot be read is seen, counted, sent again or thrown away; and it keeps nobody waiting. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeadLettersIT {
    private static final CommandSide side = new CommandSide(Map.of());
    private static final RabbitTemplate rabbit = new RabbitTemplate(side.bean(CachingConnectionFactory.class));
    private static final Http admin = side.administrator();

    @AfterAll
    static void stop() {
        side.close();
    }

    @Test
    void an_administrator_sees_of_what_it_died_and_not_what_it_says() {
        poison("refund-balance", "seen");
        JsonNode letter = letter("seen");

        assertThat(letter.path("type").asString()).isEqualTo("refund-balance");
        assertThat(letter.path("queue").asString()).isEqualTo(Routes.COMMANDS_QUEUE);
        assertThat(letter.path("reason").asString()).isEqualTo("malformed refund-balance");
        assertThat(letter.path("money").asBoolean()).isTrue();
        assertThat(letter.path("ageSeconds").asLong()).isBetween(0L, 60L);
        assertThat(letter.toString()).doesNotContain("secret");
        assertThat(letter("seen").path("since")).as("looked at twice").isEqualTo(letter.path("since"));
        assertThat(meters()).contains("atelier_dead_letters_total{kind=\"refund-balance\",queue=\"commands\"}");
        assertThat(meters()).containsPattern("atelier_dead_letters_waiting [1-9]");
        assertThat(side.person("curious").get("/admin/dead-letters").status()).isEqualTo(403);
    }

    @Test
    void what_is_sent_again_dies_again_where_it_died_and_both_are_in_the_log() {
        poison("queue-job", "again");
        String id = letter("again").path("id").asString();
        poison("queue-job", "bystander");
        letter("bystander");

        assertProblem(admin.post("/admin/dead-letters/" + id + "/requeue", "{}"), 400, "MALFORMED");
        Answer requeued = admin.post("/admin/dead-letters/" + id + "/requeue", "{'reason': 'the bug is gone'}");
        assertThat(requeued.status()).isEqualTo(200);
        assertThat(requeued.text("verdict")).isEqualTo("REQUEUED");
        assertThat(letter("again").path("id").asString()).isEqualTo(id);

        Answer discarded = admin.post("/admin/dead-letters/" + id + "/discard", "{'reason': 'it was not'}");
        assertThat(discarded.text("verdict")).isEqualTo("DISCARDED");
        assertProblem(admin.post("/admin/dead-letters/" + id + "/discard", "{'reason': 'x'}"), 404, "NOT_FOUND");
        assertThat(letter("bystander").path("type").asString()).isEqualTo("queue-job");
        List<StoredEvent> decisions = side.log().stream(id);
        assertThat(decisions)
                .extracting(stored -> ((DeadLetterSettled) stored.payload()).verdict())
                .containsExactly(Verdict.REQUEUED, Verdict.DISCARDED);
        assertThat(decisions.getFirst().metadata()).containsEntry(Metadata.ACTOR, "admin:root");
    }

    @Test
    void poison_keeps_nobody_waiting() {
        for (int i = 0; i < 20; i++) {
            poison("queue-job", "poison-" + i);
        }
        letter("poison-19");
        Long waiting = rabbit.execute(channel -> channel.messageCount(Routes.COMMANDS_QUEUE));
        assertThat(waiting).isZero();
    }

    @Test
    void what_is_not_there_is_not_found() {
        String unknown = "letter-00000000-0000-4000-8000-000000000000";
        assertProblem(admin.post("/admin/dead-letters/" + unknown + "/requeue", "{'reason': 'x'}"), 404, "NOT_FOUND");
        assertProblem(admin.post("/admin/dead-letters/nonsense/discard", "{'reason': 'x'}"), 404, "NOT_FOUND");
    }

    private static void poison(String type, String messageId) {
        Message message = MessageBuilder.withBody("{\"prompt\": \"secret\"".getBytes(StandardCharsets.UTF_8))
                .setType(type)
                .setMessageId(messageId)
                .build();
        rabbit.send(Routes.COMMANDS, Routes.COMMANDS_QUEUE, message);
    }

    /** Waits until the message has died. */
    private static JsonNode letter(String messageId) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        List<String> seen = new ArrayList<>();
        while (System.nanoTime() < deadline) {
            for (JsonNode letter : admin.get("/admin/dead-letters").json().path("letters")) {
                if (letter.path("messageId").asString().equals(messageId)) {
                    return letter;
                }
                seen.add(letter.path("messageId").asString());
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError(messageId + " is not among " + seen);
    }

    private static String meters() {
        byte[] body =
                side.management().manage("/actuator/prometheus").response().body();
        return new String(body, StandardCharsets.UTF_8);
    }
}
