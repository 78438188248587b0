package dev.atelier.command;

import static dev.atelier.command.testing.Customer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.testing.CommandSide;
import dev.atelier.command.testing.Customer;
import dev.atelier.command.testing.Http;
import dev.atelier.command.testing.Http.Answer;
import dev.atelier.command.testing.Worker;
import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.account.AccountCommand.RefundBalance;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.user.UserEvent.UserRegistered;
import dev.atelier.contracts.user.UserId;
import dev.atelier.eventstore.PersonalTexts;
import dev.atelier.eventstore.StoredEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A person is forgotten by the log's keys, by the bucket and by the door; the numbers stay. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ErasureIT {
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final CommandSide side = new CommandSide(Map.of("atelier.users.erasure-patience", "1s"));

    private final String name = "erased-" + PEOPLE.incrementAndGet();
    private final Http person = side.person(name);
    private final Customer customer = new Customer(side, person);
    private final Worker worker = new Worker(side);

    @AfterAll
    static void stop() {
        side.close();
    }

    @Test
    void text_and_pictures_are_gone_the_numbers_stay_and_the_identity_is_free() {
        UserId before =
                UserId.parse(person.post("/api/users", "{'displayName': 'Аня'}").text("id"));
        JobId job = doneJob();
        assertThat(keys("inputs/" + before.value())).isNotEmpty();
        assertThat(keys("results/" + job)).isNotEmpty();

        assertThat(person.delete("/api/users/me").status()).isEqualTo(204);

        assertThat(displayName(before)).isEmpty();
        assertThat(keys("inputs/" + before.value())).isEmpty();
        assertThat(keys("results/" + job)).isEmpty();
        assertThat(names(before.toString())).containsExactly("user-registered", "person-erased");
        assertThat(names(AccountId.of(before).toString()))
                .containsExactly(
                        "account-opened", "balance-credited", "balance-reserved", "balance-captured", "account-closed");
        assertThat(person.delete("/api/users/me").status()).isEqualTo(204);

        Answer again = person.post("/api/users", "{'displayName': 'Вера'}");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("id")).isNotEqualTo(before.toString());
        assertThat(again.number("balance")).isZero();
        assertThat(displayName(UserId.parse(again.text("id")))).isEqualTo("Вера");
        assertThat(names(before.toString())).containsExactly("user-registered", "person-erased");
    }

    @Test
    void a_running_job_is_stopped_and_settled_first() {
        String upload = customer.uploadWith(10);
        UserId owner = new UserId(AccountId.parse(customer.account()).value());
        JobId job = JobId.parse(customer.order(upload).text("id"));
        worker.claim(job, 1, "run-1");

        Answer early = person.delete("/api/users/me");
        assertProblem(early, 503, "UNAVAILABLE");
        assertThat(early.header("Retry-After")).isNotEmpty();
        assertThat(names(job.toString())).endsWith("job-cancel-requested");
        assertThat(names(owner.toString())).containsExactly("user-registered");
        assertProblem(customer.order(upload), 409, "WRONG_STATE");
        assertProblem(customer.tryUpload(11), 409, "WRONG_STATE");

        worker.command(new RefundBalance(AccountId.of(owner), job, RefundReason.JOB_CANCELLED));
        eventuallyErased();
        assertThat(names(owner.toString())).endsWith("person-erased");
    }

    @Test
    void nobody_gives_credits_to_a_closed_account() {
        String account = customer.account();
        person.delete("/api/users/me");

        assertProblem(
                side.administrator().post("/admin/accounts/" + account + "/grants", "{'amount': 1, 'reason': 'x'}"),
                409,
                "WRONG_STATE");
    }

    @Test
    void another_replica_registers_somebody_new_at_once_though_it_still_remembers_the_identity() {
        String log = side.context().getEnvironment().getRequiredProperty("atelier.log.jdbc-url");
        try (CommandSide other = side.replica(Map.of("atelier.log.jdbc-url", log))) {
            Http there = other.person(name);
            String before = there.post("/api/users", "{}").text("id");
            there.post("/api/jobs", "{'preset': 'invert'}");
            person.delete("/api/users/me");

            Answer again = there.post("/api/users", "{}");
            assertThat(again.status()).isEqualTo(201);
            assertThat(again.text("id")).isNotEqualTo(before);
        }
    }

    @Test
    void who_is_not_known_is_erased_already() {
        assertThat(person.delete("/api/users/me").status()).isEqualTo(204);
        assertThat(side.administrator().delete("/api/users/me").status()).isEqualTo(403);
    }

    /** The refund travels through the broker: it is waited for by asking again, as a client does. */
    private void eventuallyErased() {
        Answer answer = person.delete("/api/users/me");
        for (int i = 0; i < 20 && answer.status() == 503; i++) {
            answer = person.delete("/api/users/me");
        }
        assertThat(answer.status()).isEqualTo(204);
    }

    private JobId doneJob() {
        String upload = customer.uploadWith(10);
        AccountId account = AccountId.parse(customer.account());
        JobId job = JobId.parse(customer.order(upload).text("id"));
        worker.claim(job, 1, "run-1");
        worker.succeed(job, 1);
        eventually(job.toString(), "job-succeeded");
        worker.command(new CaptureBalance(account, job, Credits.of(2)));
        eventually(account.toString(), "balance-captured");
        return job;
    }

    private static void eventually(String stream, String event) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!names(stream).contains(event)) {
            assertThat(System.nanoTime()).as("waiting for %s", event).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static List<String> keys(String prefix) {
        try (S3Client s3 = side.s3()) {
            return s3.listObjectsV2(request -> request.bucket(side.bucket()).prefix(prefix)).contents().stream()
                    .map(S3Object::key)
                    .toList();
        }
    }

    private static List<String> names(String stream) {
        return side.log().stream(stream).stream().map(StoredEvent::type).toList();
    }

    private static String displayName(UserId user) {
        UserRegistered registered =
                (UserRegistered) side.log().stream(user.toString()).getFirst().payload();
        return side.bean(PersonalTexts.class)
                .unseal(user, Objects.requireNonNull(registered.displayName()))
                .orElse("");
    }
}
