package dev.atelier.command;

import static dev.atelier.command.testing.Customer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.testing.CommandSide;
import dev.atelier.command.testing.Customer;
import dev.atelier.command.testing.Http;
import dev.atelier.command.testing.Http.Answer;
import dev.atelier.servers.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL goes away under a running write side: nobody hears a false yes, and nobody waits in a growing line. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LogAwayIT {
    @Test
    void whoever_asks_meanwhile_may_come_again_and_whoever_finds_no_place_hears_it_at_once(@TempDir Path folder)
            throws IOException {
        // PostgreSQL may have to run as another user.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        PostgresServer postgres = PostgresServer.startThrowAway(folder.resolve("postgres"));
        Map<String, String> settings = Map.of(
                "atelier.log.jdbc-url", postgres.createDatabase("atelier"),
                "atelier.log.user", postgres.user(),
                "atelier.log.password", postgres.password(),
                "atelier.streams.at-once-max", "1");
        try (CommandSide side = new CommandSide(settings)) {
            Http person = side.person("patient");
            String upload = new Customer(side, person).uploadWith(10);
            assertThat(Customer.order(person, upload).status()).isEqualTo(202);

            postgres.close();

            List<CompletableFuture<Answer>> two = Stream.of(person, person)
                    .map(each -> CompletableFuture.supplyAsync(() -> Customer.order(each, upload)))
                    .toList();
            Answer first = (Answer) CompletableFuture.anyOf(two.toArray(CompletableFuture[]::new))
                    .join();
            assertComeAgain(first);
            assertThat(two).as("the other one is still tried").anyMatch(answer -> !answer.isDone());
            two.forEach(answer -> assertComeAgain(answer.join()));
            assertComeAgain(side.person("newcomer").post("/api/users", "{}"));
        }
    }

    private static void assertComeAgain(Answer answer) {
        assertProblem(answer, 503, "UNAVAILABLE");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }
}
