package dev.atelier.query;

import static dev.atelier.query.QuerySide.json;
import static dev.atelier.query.QuerySide.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountEvent.BalanceRefunded.From;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.preset.PresetEvent.PresetDefined;
import dev.atelier.query.readmodel.Head;
import dev.atelier.query.readmodel.HeadWatch;
import dev.atelier.query.readmodel.ProjectionLoop;
import dev.atelier.query.readmodel.ReadStore;
import dev.atelier.web.LogPosition;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Redis holds nothing that is not in the log. */
class RebuildIT {
    private static final QuerySide SIDE = QuerySide.start(5, Map.of("atelier.projection.batch", "7"));

    @BeforeAll
    static void aDay() {
        SIDE.register(1, "anna", "1001", 100);
        SIDE.tell(new PresetDefined(Story.INVERT, 1, Story.preset(3)));
        for (int job = 1; job <= 6; job++) {
            SIDE.append(Story.reserved(1, job, 3), Story.created(job, 1), Story.queued(job, 1));
        }
        SIDE.append(
                Story.started(1, 1, QuerySide.TODAY), Story.succeeded(1, QuerySide.TODAY), Story.captured(1, 1, 3, 0));
        SIDE.append(
                Story.started(2, 1, QuerySide.TODAY),
                Story.attemptFailed(2, 1, FailureReason.NO_OUTPUT),
                Story.failed(2, FailureReason.NO_OUTPUT, QuerySide.TODAY),
                Story.refunded(1, 2, 3, From.RESERVED));
        Instant longAgo = QuerySide.TODAY.minus(Duration.ofDays(2));
        SIDE.append(Story.started(3, 1, longAgo), Story.succeeded(3, longAgo), Story.captured(1, 3, 3, 0));
        SIDE.append(Story.started(4, 1, QuerySide.TODAY));
        SIDE.tell(
                Story.started(5, 1, QuerySide.TODAY),
                Story.attemptFailed(5, 1, FailureReason.OUT_OF_MEMORY),
                Story.retryScheduled(5, 2, QuerySide.TODAY.plusSeconds(60)));
    }

    @AfterAll
    static void stop() {
        SIDE.close();
    }

    /** Everything that a person can read. */
    private static Map<String, String> answers() {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String path : List.of(
                "/api/users/me",
                "/api/balance",
                "/api/statement",
                "/api/jobs?limit=100",
                "/api/jobs?state=active",
                "/api/jobs?kind=image",
                "/api/presets",
                "/api/queue")) {
            answers.put(path, SIDE.get("anna", path).toString());
        }
        for (int job = 1; job <= 6; job++) {
            String path = "/api/jobs/" + Story.job(job);
            answers.put(path, SIDE.get("anna", path).toString());
        }
        return answers;
    }

    @Test
    void aWipedRedisIsBuiltAgainFromTheLog() {
        Map<String, String> before = answers();
        String generation = generation();
        SIDE.wipeRedis();
        QuerySide.await(
                "new read models",
                () -> SIDE.bean(HeadWatch.class)
                        .head()
                        .filter(head -> head.complete() && !head.generation().equals(generation))
                        .isPresent());
        assertThat(answers()).isEqualTo(before);
    }

    private static String generation() {
        return SIDE.bean(HeadWatch.class).head().map(Head::generation).orElse("");
    }

    @Test
    void whileTheyAreBuiltAJobIsReadFromItsStreamAndNothingIsZeroOrUnknown() {
        Map<String, String> before = answers();
        ProjectionLoop loop = SIDE.bean(ProjectionLoop.class);
        loop.stop();
        SIDE.wipeRedis();
        try {
            for (int job = 1; job <= 6; job++) {
                String path = "/api/jobs/" + Story.job(job);
                HttpResponse<String> answer = send(SIDE.as("anna", path));
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(json(answer).get("state"))
                        .isEqualTo(tools.jackson.databind.json.JsonMapper.shared()
                                .readTree(Objects.requireNonNull(before.get(path)))
                                .get("state"));
            }
            for (String path : List.of(
                    "/api/jobs", "/api/balance", "/api/statement", "/api/users/me", "/api/queue", "/api/presets")) {
                HttpResponse<String> answer = send(SIDE.as("anna", path));
                assertThat(answer.statusCode()).as(path).isEqualTo(503);
                assertThat(json(answer).get("code").asString()).isEqualTo("UNAVAILABLE");
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            }
            assertThat(send(SIDE.as("anna", "/api/jobs/" + Story.job(77))).statusCode())
                    .isEqualTo(404);
        } finally {
            loop.start();
        }
        QuerySide.await(
                "read models",
                () -> SIDE.bean(ReadStore.class).head().filter(Head::complete).isPresent());
        QuerySide.await("answers", () -> send(SIDE.as("anna", "/api/balance")).statusCode() == 200);
        assertThat(answers()).isEqualTo(before);
    }

    @Test
    void whileTheyAreBuiltAPositionDoesNotKeepAJobFromBeingRead() {
        ProjectionLoop loop = SIDE.bean(ProjectionLoop.class);
        loop.stop();
        try {
            long position = SIDE.append(Story.reserved(1, 50, 3), Story.created(50, 1), Story.queued(50, 1));
            String path = "/api/jobs/" + Story.job(50);
            assertThat(json(send(SIDE.as("anna", path))).get("state").asString())
                    .as("not in Redis yet, but in the log")
                    .isEqualTo("queued");
            HttpResponse<String> behind = send(SIDE.as("anna", path + "?logPosition=" + LogPosition.encode(position)));
            assertThat(behind.statusCode()).isEqualTo(503);
        } finally {
            loop.start();
        }
        QuerySide.await(
                "the job",
                () -> SIDE.get("anna", "/api/jobs?limit=100")
                        .toString()
                        .contains(Story.job(50).toString()));
    }

    @Test
    void aJobReadsTheSameBeforeAndAfterItsViewHasExpired() {
        String path = "/api/jobs/" + Story.job(1);
        String before = SIDE.get("anna", path).toString();
        String list = SIDE.get("anna", "/api/jobs?limit=100").toString();
        StringRedisTemplate redis = SIDE.bean(StringRedisTemplate.class);
        var keys = Objects.requireNonNull(redis.keys("*:job:" + Story.job(1)));
        assertThat(keys).hasSize(1);
        assertThat(redis.getExpire(keys.iterator().next())).isBetween(80_000L, 86_400L);
        redis.delete(keys);
        assertThat(SIDE.get("anna", path).toString()).isEqualTo(before);
        assertThat(SIDE.get("anna", "/api/jobs?limit=100").toString()).isEqualTo(list);
        assertThat(redis.keys("*:job:" + Story.job(3))).as("ended two days ago").isEmpty();
    }
}
