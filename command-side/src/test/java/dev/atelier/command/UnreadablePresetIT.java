package dev.atelier.command;

import static dev.atelier.command.testing.Customer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.command.testing.CommandSide;
import dev.atelier.command.testing.Customer;
import dev.atelier.command.testing.Http;
import dev.atelier.command.testing.Http.Answer;
import dev.atelier.servers.testing.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An event of a preset that this version cannot read: the write side says so and starts all the same. */
class UnreadablePresetIT {
    private final UUID eventId = UUID.randomUUID();

    @Test
    void the_write_side_starts_red_and_takes_orders_again_once_it_was_skipped() throws SQLException {
        String database = TestServers.freshDatabase();
        Map<String, String> settings =
                Map.of("atelier.log.jdbc-url", database, "atelier.presets.refresh-interval", "100ms");
        try (CommandSide before = new CommandSide(settings)) {
            Http person = before.person("patient");
            String upload = new Customer(before, person).uploadWith(10);
            write(database);
            await().atMost(Duration.ofSeconds(30)).until(() -> readiness(before).status() == 503);
            assertThat(Customer.order(person, upload).status())
                    .as("what is known is still offered")
                    .isEqualTo(202);

            try (CommandSide after = before.replica(settings)) {
                Answer red = readiness(after);
                assertThat(red.status()).isEqualTo(503);
                assertThat(red.json().toString()).contains(eventId.toString(), "preset-catalogue");
                assertProblem(Customer.order(after.person("patient"), "upload-x"), 503, "UNAVAILABLE");

                long position =
                        red.json().at("/components/presets/details/position").asLong();
                Answer skipped = after.administrator()
                        .post(
                                "/admin/log/skips",
                                "{'processor': 'preset-catalogue', 'position': " + position + ", 'eventId': '" + eventId
                                        + "', 'reason': 'written by a version that is gone'}");
                assertThat(skipped.status()).as(skipped.json().toString()).isEqualTo(201);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> readiness(after).status() == 200);
                assertThat(readiness(before).status()).isEqualTo(200);
            }
        }
    }

    private static Answer readiness(CommandSide side) {
        return side.management().manage("/actuator/health/readiness");
    }

    private void write(String database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        database,
                        TestServers.postgres().user(),
                        TestServers.postgres().password());
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into event (stream, sequence, stream_type, event_id, recorded_at, name, revision, payload, metadata)
                    values ('preset-painted', 0, 'preset', '%s', now(), 'preset-painted', 1, '{}', '{}')
                    """.formatted(eventId));
        }
    }
}
