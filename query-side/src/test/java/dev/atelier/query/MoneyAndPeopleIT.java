package dev.atelier.query;

import static dev.atelier.query.QuerySide.json;
import static dev.atelier.query.QuerySide.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountEvent.AccountClosed;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded.From;
import dev.atelier.contracts.account.GrantEvent.RefundIssued;
import dev.atelier.contracts.account.RefundId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetEvent.PresetDefined;
import dev.atelier.contracts.user.UserEvent.PersonErased;
import dev.atelier.web.LogPosition;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people read of themselves and of the house. */
class MoneyAndPeopleIT {
    private static final QuerySide SIDE = QuerySide.start(7, Map.of());

    @BeforeAll
    static void people() {
        SIDE.register(1, "anna", "1001", 50);
        SIDE.register(2, "boris", "1002", 50);
        SIDE.tell(new PresetDefined(Story.INVERT, 1, Story.preset(3)));
    }

    @AfterAll
    static void stop() {
        SIDE.close();
    }

    @Test
    void balanceAndStatementAgree() {
        SIDE.register(4, "gleb", "1004", 20);
        int bought = SIDE.nextJob();
        int failed = SIDE.nextJob();
        SIDE.tell(Story.reserved(4, bought, 3), Story.reserved(4, failed, 5));
        assertThat(SIDE.get("gleb", "/api/balance").toString())
                .isEqualTo("{\"available\":12,\"held\":8,\"jobsInFlight\":2}");
        SIDE.tell(
                Story.captured(4, bought, 2, 1),
                Story.refunded(4, failed, 5, From.RESERVED),
                Story.refunded(4, bought, 2, From.CAPTURED),
                new RefundIssued(
                        RefundId.of(Story.job(bought)),
                        Story.account(4),
                        Story.job(bought),
                        Credits.of(2),
                        SIDE.seal(4, "sorry for the trouble")));
        assertThat(SIDE.get("gleb", "/api/balance").get("available").asLong()).isEqualTo(20);

        JsonNode movements = SIDE.get("gleb", "/api/statement").get("movements");
        assertThat(movements.valueStream().map(m -> m.get("what").asString()))
                .containsExactly("refunded", "released", "captured", "held", "held", "granted");
        assertThat(movements.valueStream().map(m -> m.get("available").asLong()))
                .containsExactly(20L, 18L, 13L, 12L, 17L, 20L);
        assertThat(movements.get(0).get("cause").toString())
                .isEqualTo("{\"type\":\"administrator\",\"reason\":\"sorry for the trouble\"}");
        assertThat(movements.get(1).get("cause").get("type").asString()).isEqualTo("job_failed");
        assertThat(movements.get(2).get("released").asLong()).isEqualTo(1);
        assertThat(movements.get(2).get("jobId").asString())
                .isEqualTo(Story.job(bought).toString());
        assertThat(movements.get(5).get("cause").get("reason").asString()).isEqualTo("a present");

        JsonNode page = SIDE.get("gleb", "/api/statement?limit=4");
        JsonNode rest = SIDE.get(
                "gleb", "/api/statement?limit=4&cursor=" + page.get("next").asString());
        assertThat(rest.get("movements").valueStream().map(m -> m.get("what").asString()))
                .containsExactly("held", "granted");
    }

    @Test
    void whatWasWrittenToOrByAnErasedPersonIsGoneAndTheirNumbersStay() {
        SIDE.register(5, "dina", "1005", 20);
        assertThat(SIDE.get("dina", "/api/statement").toString()).contains("a present");
        SIDE.tell(new AccountClosed(Story.account(5)), new PersonErased(Story.user(5)));

        JsonNode me = SIDE.get("dina", "/api/users/me");
        assertThat(me.has("displayName")).isFalse();
        assertThat(me.get("balance").asLong()).isEqualTo(20);
        JsonNode movements = SIDE.get("dina", "/api/statement").get("movements");
        assertThat(movements.valueStream().map(m -> m.get("what").asString())).containsExactly("granted");
        assertThat(movements.toString()).doesNotContain("a present");
    }

    @Test
    void aPersonIsKnownToThemselvesAndToTheirService() {
        JsonNode me = SIDE.get("anna", "/api/users/me");
        assertThat(me.get("id").asString()).isEqualTo(Story.user(1).toString());
        assertThat(me.get("displayName").asString()).isEqualTo("Name of anna");
        assertThat(me.get("language").asString()).isEqualTo("ru");
        assertThat(me.get("identities").toString()).isEqualTo("[\"oidc\",\"telegram\"]");
        assertThat(json(send(SIDE.asBot("/api/users/by-telegram-id/1001"))).get("id"))
                .isEqualTo(me.get("id"));
        assertThat(SIDE.get("anna", "/api/users/by-telegram-id/1001").get("id")).isEqualTo(me.get("id"));
        assertThat(send(SIDE.as("boris", "/api/users/by-telegram-id/1001")).statusCode())
                .isEqualTo(404);
        assertThat(send(SIDE.asBot("/api/users/by-telegram-id/77")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void presetsSayWhatCanBeAskedFor() {
        HttpResponse<String> answer = send(SIDE.as("anna", "/api/presets").header("Accept-Language", "ru"));
        JsonNode preset = json(answer).get("presets").get(0);
        assertThat(preset.get("name").asString()).isEqualTo("invert");
        assertThat(preset.get("title").asString()).isEqualTo("Негатив");
        assertThat(preset.get("price").asLong()).isEqualTo(3);
        assertThat(preset.get("inputs").toString()).isEqualTo("[\"image\"]");
        assertThat(preset.get("parameters").get(0).toString())
                .isEqualTo("{\"name\":\"strength\",\"title\":\"Strength\",\"type\":\"number\",\"min\":0,\"max\":10,"
                        + "\"integral\":true,\"required\":false,\"initial\":1}");
        assertThat(preset.get("isPossible").asBoolean())
                .as("nobody listens for this pool's orders")
                .isFalse();
        assertThat(preset.get("example").get("parameters").toString()).isEqualTo("{\"strength\":1}");
        assertThat(answer.body()).doesNotContain("workflow");
    }

    @Test
    void theQueueIsCountedByPool() {
        SIDE.ask(1);
        JsonNode queue = SIDE.get("anna", "/api/queue");
        assertThat(queue.get("pending").asLong()).isPositive();
        JsonNode image = queue.get("pools").get(0);
        assertThat(image.get("pool").asString()).isEqualTo("image");
        assertThat(image.get("workers").asInt()).isZero();
        assertThat(Instant.parse(image.get("oldestQueuedAt").asString())).isBefore(Instant.now());
        assertThat(queue.get("pools").size()).isEqualTo(5);
        assertThat(SIDE.get("anna", "/api/queue/stats").has("processing")).isTrue();
    }

    @Test
    void tokensAreValidatedAndClientsAreTold() {
        assertThat(send(SIDE.as("anna", "/auth/check")).statusCode()).isEqualTo(204);
        assertThat(send(SIDE.request("/auth/check")).statusCode()).isEqualTo(401);
        JsonNode validation = SIDE.get("anna", "/auth/validate");
        assertThat(validation.get("userId").asString()).isEqualTo(Story.user(1).toString());
        assertThat(validation.get("roles").toString()).isEqualTo("[\"user\"]");
        assertThat(SIDE.get("stranger", "/auth/validate").has("userId")).isFalse();
        assertThat(json(send(SIDE.asBot("/auth/validate"))).get("roles").toString())
                .isEqualTo("[\"service\"]");
        JsonNode config = json(send(SIDE.request("/api/config")));
        assertThat(config.get("issuer").asString()).isEqualTo(QuerySide.issuer().issuer());
        assertThat(config.get("clientId").asString()).isEqualTo("atelier-plugin");
        assertThat(config.get("languages").toString()).isEqualTo("[\"en\",\"ru\"]");
        assertThat(send(SIDE.request("/check")).statusCode()).isEqualTo(200);
    }

    @Test
    void aPositionThatIsNotReachedIsBehindAndNeverNotFound() {
        String future = "?logPosition=" + LogPosition.encode(1_000_000);
        for (String path : List.of(
                "/api/jobs/" + Story.job(9_999), "/api/jobs", "/api/balance", "/api/statement", "/api/users/me")) {
            HttpResponse<String> answer = send(SIDE.as("anna", path + future));
            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            assertThat(json(answer).get("code").asString()).isEqualTo("PROJECTION_BEHIND");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        }
        assertThat(send(SIDE.as("anna", "/api/balance?logPosition=nonsense")).statusCode())
                .isEqualTo(400);
    }
}
