package dev.atelier.query;

import static dev.atelier.query.QuerySide.json;
import static dev.atelier.query.QuerySide.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.log.EventSkipped;
import dev.atelier.contracts.log.Processor;
import dev.atelier.servers.testing.TestServers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An event that this version cannot read. */
class UnreadableIT {
    @Test
    void turnsReadinessRedUntilAnAdministratorSkipsIt() throws SQLException {
        String database = TestServers.freshDatabase();
        try (QuerySide side = QuerySide.start(14, Map.of("atelier.log.jdbc-url", database))) {
            side.register(1, "anna", "1001", 10);
            side.register(2, "boris", "1002", 10);
            int job = side.ask(1);
            assertThat(readiness(side).statusCode()).isEqualTo(200);

            UUID event = UUID.randomUUID();
            appendFromTheFuture(database, Story.account(2).toString(), event);
            QuerySide.await("red", () -> readiness(side).statusCode() == 503);
            JsonNode details = json(readiness(side)).at("/components/projection/details");
            assertThat(details.get("eventId").asString()).isEqualTo(event.toString());
            assertThat(details.get("position").asLong()).isPositive();
            assertThat(details.get("action").asString()).contains("/admin/log/skips");
            assertThat(side.get("anna", "/api/jobs/" + Story.job(job))
                            .get("state")
                            .asString())
                    .as("what is told already can be read")
                    .isEqualTo("queued");

            long position = details.get("position").asLong();
            side.tell(new EventSkipped(Processor.READ_MODELS, event, position, "from a version that was withdrawn"));
            QuerySide.await("green", () -> readiness(side).statusCode() == 200);
            int next = side.ask(1);
            assertThat(side.get("anna", "/api/jobs/" + Story.job(next))
                            .get("state")
                            .asString())
                    .isEqualTo("queued");

            JsonNode account = json(send(side.asAdmin("/admin/accounts/" + Story.account(2))));
            assertThat(account.get("available").asLong()).isEqualTo(10);
            assertThat(account.get("events").asLong()).isEqualTo(3);
            JsonNode skipped = account.get("skipped").get(0);
            assertThat(skipped.get("position").asLong()).isEqualTo(position);
            assertThat(skipped.get("type").asString()).isEqualTo("from-the-future");
            assertThat(skipped.get("payload").isArray()).isTrue();
        }
    }

    private static HttpResponse<String> readiness(QuerySide side) {
        return send(side.management("/actuator/health/readiness"));
    }

    private static void appendFromTheFuture(String database, String account, UUID event) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        database,
                        TestServers.postgres().user(),
                        TestServers.postgres().password());
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into event (stream, sequence, stream_type, event_id, recorded_at, name, revision, payload,
                                       metadata)
                    values ('%s', 2, 'account', '%s', now(), 'from-the-future', 1, '[1]', '{}')
                    """.formatted(account, event));
        }
    }
}
