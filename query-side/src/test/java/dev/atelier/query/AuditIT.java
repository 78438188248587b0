package dev.atelier.query;

import static dev.atelier.query.QuerySide.TODAY;
import static dev.atelier.query.QuerySide.json;
import static dev.atelier.query.QuerySide.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountEvent.BalanceRefunded.From;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobEvent.JobAttemptFailed;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What administrators and operators see. */
class AuditIT {
    private static final QuerySide SIDE = QuerySide.start(8, Map.of());

    @BeforeAll
    static void people() {
        SIDE.register(1, "anna", "1001", 50);
        SIDE.register(2, "boris", "1002", 50);
    }

    @AfterAll
    static void stop() {
        SIDE.close();
    }

    @Test
    void administratorsSeeWhatHappenedToAnyMoment() {
        int job = SIDE.ask(1);
        SIDE.tell(Story.started(job, 1, TODAY));
        Instant before = Instant.now();
        SIDE.tell(
                new JobAttemptFailed(
                        Story.job(job), 1, FailureReason.OUT_OF_MEMORY, SIDE.seal(1, "CUDA out of memory"), TODAY),
                Story.failed(job, FailureReason.OUT_OF_MEMORY, TODAY),
                Story.refunded(1, job, 3, From.RESERVED));

        JsonNode timeline = json(send(SIDE.asAdmin("/admin/jobs/" + Story.job(job) + "/timeline")));
        assertThat(timeline.get("state").asString()).isEqualTo("failed");
        assertThat(timeline.get("events").valueStream().map(e -> e.get("type").asString()))
                .containsExactly(
                        "balance-reserved",
                        "job-created",
                        "job-queued",
                        "job-started",
                        "job-attempt-failed",
                        "job-failed",
                        "balance-refunded");
        JsonNode failure = timeline.get("events").get(4);
        assertThat(failure.get("detail").asString()).isEqualTo("CUDA out of memory");
        assertThat(failure.get("actor").asString()).isEqualTo("system:test");
        assertThat(failure.get("payload").get("reason").asString()).isEqualTo("OUT_OF_MEMORY");

        JsonNode then = json(send(SIDE.asAdmin("/admin/jobs/" + Story.job(job) + "/timeline?at=" + before)));
        assertThat(then.get("state").asString()).isEqualTo("running");
        assertThat(then.get("events").size()).isEqualTo(4);

        String account = "/admin/accounts/" + Story.account(1);
        JsonNode held = json(send(SIDE.asAdmin(account + "?at=" + before)));
        assertThat(held.get("reservations")
                        .valueStream()
                        .map(r -> r.get("jobId").asString()))
                .contains(Story.job(job).toString());
        JsonNode now = json(send(SIDE.asAdmin(account)));
        assertThat(now.get("available"))
                .isEqualTo(SIDE.get("anna", "/api/balance").get("available"));
        assertThat(now.get("movements").get(0).get("what").asString()).isEqualTo("released");

        assertThat(send(SIDE.as("anna", account)).statusCode()).isEqualTo(403);
        assertThat(send(SIDE.asAdmin("/admin/accounts/" + Story.account(99))).statusCode())
                .isEqualTo(404);
        assertThat(send(SIDE.asAdmin(account + "?at=yesterday")).statusCode()).isEqualTo(400);
    }

    @Test
    void operatorsSeeOurOwnMeters() {
        SIDE.ask(1);
        String page = send(SIDE.management("/actuator/prometheus")).body();
        assertThat(page)
                .contains("atelier_jobs{application=\"query-side\",kind=\"image\",state=\"queued\"}")
                .contains("atelier_credits_held")
                .contains("atelier_queue_age_seconds{application=\"query-side\",pool=\"image\"}")
                .contains("atelier_projection_lag");
        assertThat(send(SIDE.request("/actuator/prometheus")).statusCode()).isNotEqualTo(200);
    }
}
