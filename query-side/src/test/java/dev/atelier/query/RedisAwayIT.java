package dev.atelier.query;

import static dev.atelier.query.QuerySide.json;
import static dev.atelier.query.QuerySide.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.servers.RedisServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis may go away and come back. */
class RedisAwayIT {
    @Test
    void jobsAreReadFromTheLogMeanwhileAndEverythingComesBack(@TempDir Path folder) {
        RedisServer redis = RedisServer.start(folder);
        try (QuerySide side = QuerySide.start(0, Map.of("atelier.redis.url", redis.uri()))) {
            side.register(1, "anna", "1001", 10);
            side.tell(Story.reserved(1, 1, 3), Story.created(1, 1), Story.queued(1, 1));
            redis.close();

            side.append(Story.started(1, 1, Story.NOON));
            String job = "/api/jobs/" + Story.job(1);
            HttpResponse<String> running = send(side.as("anna", job));
            assertThat(running.statusCode()).isEqualTo(200);
            assertThat(json(running).get("state").asString()).isEqualTo("running");
            HttpResponse<String> balance = send(side.as("anna", "/api/balance"));
            assertThat(balance.statusCode()).isEqualTo(503);
            assertThat(json(balance).get("code").asString()).isEqualTo("UNAVAILABLE");

            redis = RedisServer.start(folder);
            QuerySide.await(
                    "the balance", () -> send(side.as("anna", "/api/balance")).statusCode() == 200);
            QuerySide.await(
                    "the job in the list",
                    () -> side.get("anna", "/api/jobs").toString().contains("\"running\""));
        } finally {
            redis.close();
        }
    }
}
