package dev.atelier.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.decision.Decision;
import dev.atelier.command.stream.Submission;
import dev.atelier.command.testing.CommandSide;
import dev.atelier.command.testing.Customer;
import dev.atelier.command.testing.Http;
import dev.atelier.contracts.account.AccountCommand.CloseAccount;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.user.UserId;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.eventstore.StoredEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What broke off is finished without anybody asking again, and what comes late does not stay. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnfinishedErasuresIT {
    private static final CommandSide side =
            new CommandSide(Map.of("atelier.users.erasure-check", "300ms", "atelier.users.late-results", "1s"));
    private static final S3Client s3 = side.s3();

    @AfterAll
    static void stop() {
        s3.close();
        side.close();
    }

    @Test
    void an_erasure_of_which_only_the_first_step_was_done_is_finished() {
        Http person = side.person("anna");
        UserId before =
                UserId.parse(person.post("/api/users", "{'displayName': 'Аня'}").text("id"));
        new Customer(side, person).uploadWith(10);
        side.bean(Submission.class)
                .send(new CloseAccount(AccountId.of(before)), Map.of(Metadata.ACTOR, "test"), Decision.class);

        eventually("erased", () -> names(before).contains("person-erased"));
        assertThat(count("inputs/" + before.value())).isZero();
        eventually("free to register again", () -> {
            Http.Answer again = person.post("/api/users", "{}");
            return again.status() == 201 && !again.text("id").equals(before.toString());
        });
    }

    @Test
    void an_object_that_is_stored_after_the_erasure_is_removed() {
        Http person = side.person("boris");
        UserId before = UserId.parse(person.post("/api/users", "{}").text("id"));
        assertThat(person.delete("/api/users/me").status()).isEqualTo(204);
        String late = "inputs/" + before.value() + "/late";
        s3.putObject(request -> request.bucket(side.bucket()).key(late), RequestBody.fromString("x"));

        eventually("removed", () -> count("inputs/" + before.value()) == 0);
    }

    private static void eventually(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for: %s", what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static int count(String prefix) {
        return s3.listObjectsV2(request -> request.bucket(side.bucket()).prefix(prefix))
                .contents()
                .size();
    }

    private static List<String> names(UserId person) {
        return side.log().stream(person.toString()).stream()
                .map(StoredEvent::type)
                .toList();
    }
}
