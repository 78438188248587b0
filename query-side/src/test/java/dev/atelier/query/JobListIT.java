package dev.atelier.query;

import static dev.atelier.query.QuerySide.ids;
import static dev.atelier.query.QuerySide.json;
import static dev.atelier.query.QuerySide.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.JobKind;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lists of jobs, for their owners and for others. */
class JobListIT {
    private static final QuerySide SIDE = QuerySide.start(6, Map.of());

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
    void listsAreFilteredAndPaged() {
        SIDE.register(3, "vera", "1003", 100);
        int first = SIDE.ask(3);
        int second = SIDE.succeed(3, SIDE.ask(3));
        int third = SIDE.nextJob();
        SIDE.tell(Story.reserved(3, third, 3), SIDE.created(third, 3, JobKind.BOOK, "my book"), Story.queued(third, 1));

        assertThat(ids(SIDE.get("vera", "/api/jobs"))).containsExactly(third, second, first);
        assertThat(ids(SIDE.get("vera", "/api/jobs?state=active"))).containsExactly(third, first);
        assertThat(ids(SIDE.get("vera", "/api/jobs?kind=book"))).containsExactly(third);
        assertThat(ids(SIDE.get("vera", "/api/jobs?kind=image&state=active"))).containsExactly(first);
        assertThat(ids(SIDE.get("vera", "/api/jobs?clientReference=my%20book"))).containsExactly(third);
        assertThat(ids(SIDE.get("vera", "/api/jobs?clientReference=other"))).isEmpty();

        JsonNode page = SIDE.get("vera", "/api/jobs?limit=2");
        assertThat(ids(page)).containsExactly(third, second);
        JsonNode rest =
                SIDE.get("vera", "/api/jobs?limit=2&cursor=" + page.get("next").asString());
        assertThat(ids(rest)).containsExactly(first);
        assertThat(rest.has("next")).isFalse();

        for (String bad : List.of("limit=0", "limit=101", "cursor=x", "state=done", "kind=song")) {
            assertThat(send(SIDE.as("vera", "/api/jobs?" + bad)).statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void aPersonsJobsAreSeenByThemselvesTheirServiceAndAdministrators() {
        SIDE.ask(2);
        String path = "/api/users/" + Story.user(2) + "/jobs";
        String all = json(send(SIDE.as("boris", path))).toString();
        assertThat(json(send(SIDE.asBot(path))).toString()).isEqualTo(all);
        assertThat(json(send(SIDE.asAdmin(path))).toString()).isEqualTo(all);
        assertThat(send(SIDE.as("anna", path)).statusCode()).isEqualTo(404);
        HttpRequest.Builder otherService = SIDE.request(path)
                .header("Authorization", "Bearer " + QuerySide.token("other", dev.atelier.web.access.Role.SERVICE));
        assertThat(send(otherService).statusCode()).isEqualTo(404);
        assertThat(json(send(SIDE.asBot("/api/jobs").header("On-Behalf-Of", "telegram:1002")))
                        .toString())
                .isEqualTo(all);
        assertThat(send(SIDE.asBot("/api/jobs")).statusCode()).isEqualTo(400);
    }
}
