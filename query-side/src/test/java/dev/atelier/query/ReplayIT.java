package dev.atelier.query;

import static dev.atelier.query.QuerySide.json;
import static dev.atelier.query.QuerySide.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.JobKind;
import dev.atelier.query.readmodel.Head;
import dev.atelier.query.readmodel.HeadWatch;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An administrator has the read models built again while people read them. */
class ReplayIT {
    private static final QuerySide SIDE = QuerySide.start(13, Map.of("atelier.projection.batch", "5"));

    @BeforeAll
    static void someJobs() {
        SIDE.register(1, "anna", "1001", 1_000);
        for (int i = 0; i < 40; i++) {
            int job = SIDE.nextJob();
            SIDE.append(
                    Story.reserved(1, job, 3), SIDE.created(job, 1, JobKind.IMAGE, "r" + job), Story.queued(job, 1));
        }
        SIDE.ask(1);
    }

    @AfterAll
    static void stop() {
        SIDE.close();
    }

    private static HttpResponse<String> start(String body) {
        return send(SIDE.asAdmin("/admin/replays")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode replay(String id) {
        return json(send(SIDE.asAdmin("/admin/replays/" + id)));
    }

    private static String generation() {
        return SIDE.bean(HeadWatch.class).head().map(Head::generation).orElse("");
    }

    @Test
    void peopleReadTheSameBeforeDuringAndAfterIt() throws InterruptedException {
        String balance = SIDE.get("anna", "/api/balance").toString();
        String jobs = SIDE.get("anna", "/api/jobs?limit=100").toString();
        String before = generation();
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<String> other = new AtomicReference<>("");
        Thread reader = Thread.ofVirtual().start(() -> {
            while (!over.get()) {
                HttpResponse<String> answer = send(SIDE.as("anna", "/api/balance"));
                if (answer.statusCode() != 200 || !answer.body().equals(balance)) {
                    other.set(answer.statusCode() + " " + answer.body());
                }
            }
        });
        HttpResponse<String> asked = start("{\"reason\": \"a new index\"}");
        assertThat(asked.statusCode()).isEqualTo(202);
        String id = json(asked).get("id").asString();
        assertThat(asked.headers().firstValue("Location")).contains(QuerySide.BACKEND_URL + "/admin/replays/" + id);
        QuerySide.await("the switch", () -> replay(id).get("state").asString().equals("switched"));
        QuerySide.await("the other generation", () -> !generation().equals(before));
        over.set(true);
        reader.join();

        assertThat(other.get()).isEmpty();
        JsonNode done = replay(id);
        assertThat(done.get("percent").asInt()).isEqualTo(100);
        assertThat(done.get("eventsDone").asLong())
                .isEqualTo(done.get("eventsInLog").asLong())
                .isPositive();
        assertThat(done.get("actor").asString()).isEqualTo("admin:root");
        assertThat(done.get("reason").asString()).isEqualTo("a new index");
        assertThat(SIDE.get("anna", "/api/jobs?limit=100").toString()).isEqualTo(jobs);
        assertThat(json(send(SIDE.asAdmin("/admin/replays")))
                        .get("replays")
                        .get(0)
                        .get("id")
                        .asString())
                .isEqualTo(id);
        int job = SIDE.ask(1);
        assertThat(SIDE.get("anna", "/api/jobs/" + Story.job(job)).get("state").asString())
                .isEqualTo("queued");
    }

    @Test
    void onlyAdministratorsMayAndOnlyWithAReason() {
        assertThat(start("{}").statusCode()).isEqualTo(400);
        assertThat(start("{\"reason\": \"" + "x".repeat(501) + "\"}").statusCode())
                .isEqualTo(400);
        assertThat(send(SIDE.as("anna", "/admin/replays")).statusCode()).isEqualTo(403);
        assertThat(send(SIDE.asAdmin("/admin/replays/replay-00000000-0000-4000-8000-000000000000"))
                        .statusCode())
                .isEqualTo(404);
    }
}
