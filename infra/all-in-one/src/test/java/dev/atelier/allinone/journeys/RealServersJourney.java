package dev.atelier.allinone.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atelier.servers.PostgresServer;
import dev.atelier.servers.RabbitMqServer;
import dev.atelier.servers.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on the PostgreSQL, RabbitMQ and Redis programs of this machine, each a private instance. */
class RealServersJourney {
    @TempDir
    Path folder;

    @Test
    void the_same_journey_on_real_servers() throws Exception {
        Optional<PostgresServer> postgres = PostgresServer.fromInstalledPrograms(folder.resolve("postgres"));
        Optional<RabbitMqServer> rabbit = RabbitMqServer.fromInstalledPrograms(folder.resolve("rabbit"));
        assumeTrue(postgres.isPresent(), "PostgreSQL's programs are not on this machine: install postgresql");
        assumeTrue(rabbit.isPresent(), "RabbitMQ is not on this machine: install rabbitmq-server");
        try (PostgresServer database = postgres.orElseThrow();
                RabbitMqServer broker = rabbit.orElseThrow();
                RedisServer redis = RedisServer.start(folder.resolve("redis"))) {
            String url = "postgresql://" + database.user() + ":" + database.password() + "@" + database.host() + ":"
                    + database.port() + "/atelier";
            database.createDatabase("atelier");
            Map<String, String> environment =
                    Map.of("POSTGRES_URL", url, "RABBITMQ_URI", broker.uri(), "REDIS_URL", redis.uri());
            journey(environment);
        }
    }

    private void journey(Map<String, String> environment) throws Exception {
        Path home = folder.resolve("home");
        List<String> jobs = new ArrayList<>();
        try (RunningAtelier atelier = RunningAtelier.start(home, environment)) {
            Person person = Person.register(atelier, 40);
            String upload = person.upload("image/png", TestPictures.cat());
            for (int n = 0; n < 20; n++) {
                jobs.add(person.createJob("invert", upload));
            }
            jobs.forEach(job -> assertThat(person.awaitEnd(job, Duration.ofMinutes(3))
                            .path("state")
                            .asString())
                    .isEqualTo("succeeded"));
            Await.until(
                    "the money is settled",
                    Duration.ofMinutes(1),
                    () -> person.balance().path("held").asLong() == 0);
            assertThat(person.balance().path("available").asLong()).isZero();
        }
    }
}
