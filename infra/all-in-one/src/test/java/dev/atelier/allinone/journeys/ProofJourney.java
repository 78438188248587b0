package dev.atelier.allinone.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.allinone.LocalFolder;
import dev.atelier.eventstore.proof.HeadFile;
import dev.atelier.eventstore.proof.domain.SignedHead;
import dev.atelier.servers.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log is sealed while it runs, saved, lost, brought back, and lied about: whatever does not fit is told. */
class ProofJourney {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path home;

    @Test
    void what_was_sealed_is_proven_saved_and_brought_back_and_what_was_lost_is_told() throws Exception {
        Path older = home.resolve("older.backup");
        Path newer = home.resolve("newer.backup");
        Path proof = home.resolve("proof.json");
        Path kept = home.resolve("kept-head.json");
        String person;
        try (RunningAtelier atelier = RunningAtelier.start(home, Map.of("SEAL_EVERY", "100ms"))) {
            Person.register(atelier, 10);
            sealed();
            assertThat(say("backup", older)).contains("saved");
            Person second = Person.register(atelier, 7);
            person = second.balance().path("available").asString();
            sealed();
            Files.copy(LocalFolder.open(home).head().path(), kept);
            assertThat(say("verify", "--head", kept)).contains("has everything").doesNotContain("FOUND");
            assertThat(say("backup", newer)).contains("saved");
            Files.writeString(proof, say("prove", firstEvent()));
            assertThat(say("verify", "--proof", proof, "--head", kept)).contains("the proof holds");
        }
        assertThat(person).isEqualTo("7");
        assertThat(Files.getPosixFilePermissions(LocalFolder.open(home).signingKey()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));

        tamper("update event set payload = replace(payload::text, '10', '99')::json where name = 'balance-credited'");
        assertThat(say("verify")).contains("FOUND", "was changed", "not the one that was sealed");
        assertThat(say("backup", home.resolve("bad.backup"))).contains("nothing was saved");
        assertThat(home.resolve("bad.backup")).doesNotExist();
        assertThat(say("restore", newer)).contains("there is a log already");

        lose();
        assertThat(say("restore", older)).contains("was cut", "--accept-loss", "nothing was restored");
        assertThat(say("restore", newer, "--head", kept)).contains("restored").doesNotContain("FOUND");
        assertThat(say("verify", "--head", kept)).contains("has everything");

        lose();
        assertThat(say("restore", older, "--accept-loss")).contains("restored", "log-head-lost-");
        assertThat(say("verify", "--head", kept)).contains("FOUND", "was cut");
        try (RunningAtelier atelier = RunningAtelier.start(home, Map.of("SEAL_EVERY", "100ms"))) {
            Person third = Person.register(atelier, 3);
            assertThat(third.balance().path("available").asLong()).isEqualTo(3);
            sealed();
        }
        assertThat(say("verify")).contains("only self-consistency").doesNotContain("FOUND");
    }

    /** Everything that is committed by now is in a block whose head was exported. */
    private void sealed() {
        Await.until("everything is sealed", LIMIT, () -> say("verify").contains("not yet    0 events"));
        HeadFile file = LocalFolder.open(home).head();
        Await.until(
                "the head is exported",
                LIMIT,
                () -> file.read().map(SignedHead::isSigned).orElse(false));
    }

    private String firstEvent() throws Exception {
        JsonNode database = new JsonMapper().readTree(Files.readString(home.resolve("database.json")));
        try (Connection connection = DriverManager.getConnection(
                        database.path("jdbcUrl").asString(),
                        database.path("user").asString(),
                        database.path("password").asString());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select event_id from event order by position limit 1")) {
            row.next();
            return row.getString(1);
        }
    }

    private void lose() throws Exception {
        Files.move(home.resolve("postgres"), home.resolve("lost-" + System.nanoTime()));
    }

    private void tamper(String sql) throws Exception {
        try (PostgresServer server = PostgresServer.start(home.resolve("postgres"));
                Connection connection = server.connect("atelier");
                Statement statement = connection.createStatement()) {
            statement.execute("alter table event disable trigger all");
            assertThat(statement.executeUpdate(sql)).isPositive();
            statement.execute("alter table event enable trigger all");
        }
    }

    private String say(Object... words) throws Exception {
        String[] said = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
        return RunningAtelier.say(home, said);
    }
}
