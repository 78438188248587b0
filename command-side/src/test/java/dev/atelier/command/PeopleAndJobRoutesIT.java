package dev.atelier.command;

import static dev.atelier.command.testing.Customer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.testing.CommandSide;
import dev.atelier.command.testing.Customer;
import dev.atelier.command.testing.Http;
import dev.atelier.command.testing.Http.Answer;
import dev.atelier.contracts.job.CancelledBy;
import dev.atelier.contracts.job.JobEvent.JobCancelled;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserId;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.eventstore.PersonalTexts;
import dev.atelier.eventstore.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** People, their credits and their jobs over real HTTP: once, only theirs, and never more than asked. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PeopleAndJobRoutesIT {
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final CommandSide side = new CommandSide(Map.of());

    private final String name = "person-" + PEOPLE.incrementAndGet();
    private final Http person = side.person(name);
    private final Customer customer = new Customer(side, person);

    @AfterAll
    static void stop() {
        side.close();
    }

    @Test
    void registering_twice_is_one_person_by_either_path() {
        Answer first = person.post("/api/users", "{'displayName': 'Аня'}");
        Answer second = person.post("/api/users/register", "{}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text("id")).startsWith("user-");
        assertThat(first.text("accountId").substring(8))
                .isEqualTo(first.text("id").substring(5));
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("id")).isEqualTo(first.text("id"));
        assertThat(json(first.text("id"))).doesNotContain("Аня");
    }

    @Test
    void who_is_not_registered_is_told_to_register() {
        Answer answer = person.post("/api/jobs", "{'preset': 'invert'}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("NOT_REGISTERED");
    }

    @Test
    void a_grant_counts_once_under_its_key_and_needs_a_reason() {
        String account = person.post("/api/users", "{}").text("accountId");
        Http admin = side.administrator().with("Idempotency-Key", "\"gift-" + name + "\"");
        String path = "/admin/accounts/" + account + "/grants";

        Answer first = admin.post(path, "{'amount': 10, 'reason': 'a gift'}");
        Answer again = admin.post(path, "{'amount': 10, 'reason': 'a gift'}");
        Answer other = admin.post(path, "{'amount': 11, 'reason': 'a gift'}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.number("balance")).isEqualTo(10);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.number("balance")).isEqualTo(10);
        assertThat(other.text("code")).isEqualTo("KEY_REUSED");
        assertThat(admin.post(path, "{'amount': 10}").status()).isEqualTo(400);
        assertThat(admin.post(path, "{'amount': -1, 'reason': 'x'}").status()).isEqualTo(400);
        assertThat(admin.post(
                                "/admin/accounts/account-00000000-0000-4000-8000-000000000000/grants",
                                "{'amount': 1, 'reason': 'x'}")
                        .status())
                .isEqualTo(404);
        assertThat(person.post(path, "{'amount': 10, 'reason': 'please'}").status())
                .isEqualTo(403);
        assertThat(json(account)).doesNotContain("a gift");
    }

    @Test
    void somebody_elses_things_read_as_if_they_were_not_there() {
        String upload = customer.uploadWith(10);
        String job = customer.order(upload).text("id");
        Http other = side.person(name + "-other");
        other.post("/api/users", "{}");
        String unknown = "job-00000000-0000-4000-8000-000000000000";

        Answer foreign = other.post("/api/jobs/" + job + "/cancel", "{}");
        Answer nothing = other.post("/api/jobs/" + unknown + "/cancel", "{}");
        assertProblem(foreign, 404, "NOT_FOUND");
        assertThat(foreign.json().toString().replace(job, ""))
                .isEqualTo(nothing.json().toString().replace(unknown, ""));
        assertProblem(other.post("/api/jobs/" + job + "/retry", "{}"), 404, "NOT_FOUND");
        assertProblem(other.post("/api/jobs/nonsense/cancel", "{}"), 404, "NOT_FOUND");
        assertProblem(Customer.order(other, upload), 422, "UPLOAD_NOT_READY");
        assertProblem(other.post("/api/uploads/" + upload + "/complete", "{}"), 404, "NOT_FOUND");
    }

    @Test
    void a_waiting_job_is_cancelled_at_once_and_once() {
        String upload = customer.uploadWith(10);
        Answer job = customer.order(upload);
        Answer first = person.post("/api/jobs/" + job.text("id") + "/cancel", "{}");
        Answer again = person.post("/api/jobs/" + job.text("id") + "/cancel", "{}");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("outcome")).isEqualTo("cancelled");
        assertThat(first.text("status")).isEqualTo("failed");
        assertThat(again.text("outcome")).isEqualTo("cancelled");
        assertThat(side.log().stream(job.text("id"))).hasSize(3);
    }

    @Test
    void an_administrator_cancels_anybodys_job_and_says_why() {
        String job = customer.order(customer.uploadWith(10)).text("id");
        Http admin = side.administrator();
        String path = "/admin/jobs/" + job + "/cancel";
        assertProblem(admin.post(path, "{}"), 400, "MALFORMED");
        assertThat(person.post(path, "{'reason': 'mine'}").status()).isEqualTo(403);

        Answer first = admin.post(path, "{'reason': 'the server is going away'}");
        Answer again = admin.post(path, "{'reason': 'once more'}");

        assertThat(first.text("outcome")).isEqualTo("cancelled");
        assertThat(again.text("outcome")).isEqualTo("cancelled");
        StoredEvent cancelled = side.log().stream(job).getLast();
        assertThat(((JobCancelled) cancelled.payload()).by()).isEqualTo(CancelledBy.ADMINISTRATOR);
        assertThat(cancelled.metadata()).containsEntry(Metadata.ACTOR, "admin:root");
        String reason = String.valueOf(cancelled.metadata().get(Metadata.REASON));
        UserId owner = UserId.parse(person.post("/api/users", "{}").text("id"));
        assertThat(side.bean(PersonalTexts.class).unseal(owner, new PersonalText(reason)))
                .contains("the server is going away");
    }

    @Test
    void a_cancelled_job_is_repeated_once_unless_asked_again() {
        String upload = customer.uploadWith(10);
        String job = customer.order(upload).text("id");
        assertProblem(person.post("/api/jobs/" + job + "/retry", "{}"), 409, "WRONG_STATE");
        person.post("/api/jobs/" + job + "/cancel", "{}");

        Answer first = person.post("/api/jobs/" + job + "/retry", "{}");
        Answer again = person.post("/api/jobs/" + job + "/retry", "{}");
        Answer asked = person.with("Idempotency-Key", "again").post("/api/jobs/" + job + "/retry", "{}");

        assertThat(first.status()).as(first.json().toString()).isEqualTo(202);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(asked.text("id")).isNotEqualTo(first.text("id"));
        JobCreated created =
                (JobCreated) side.log().stream(first.text("id")).getFirst().payload();
        assertThat(String.valueOf(created.retryOf())).isEqualTo(job);
        assertThat(created.inputs()).hasSize(1);
    }

    @Test
    void a_service_acts_for_its_own_people_and_records_deliveries() {
        Http bot = side.bot("4711");
        assertThat(bot.post("/api/users", "{}").status()).isEqualTo(201);
        String upload = new Customer(side, bot).uploadWith(5);
        String job = Customer.order(bot, upload).text("id");
        assertThat(side.log().stream(job).getFirst().metadata()).containsEntry(Metadata.ACTOR, "service:telegram-bot");
        String delivery = "{'channel': 'telegram', 'message': '99'}";
        assertProblem(bot.post("/api/jobs/" + job + "/deliveries", delivery), 409, "WRONG_STATE");
        bot.post("/api/jobs/" + job + "/cancel", "{}");
        assertThat(bot.post("/api/jobs/" + job + "/deliveries", delivery)
                        .json()
                        .path("recorded")
                        .asBoolean())
                .isTrue();
        assertThat(bot.post("/api/jobs/" + job + "/deliveries", delivery)
                        .json()
                        .path("recorded")
                        .asBoolean())
                .isFalse();
        assertProblem(bot.post("/api/jobs/" + job + "/deliveries", "{'channel': ''}"), 400, "MALFORMED");
        assertThat(side.bot("4712").post("/api/jobs/" + job + "/cancel", "{}").status())
                .isEqualTo(403);
    }

    @Test
    void it_says_that_it_lives_and_the_management_port_says_no_more_than_it_should() {
        assertThat(side.nobody().get("/check").status()).isEqualTo(200);
        assertThat(side.management().manage("/actuator/health/readiness").status())
                .isEqualTo(200);
        assertThat(meters()).contains("jvm_memory");
        assertThat(side.management().manage("/actuator/env").status()).isIn(401, 404);
    }

    private static String meters() {
        byte[] body =
                side.management().manage("/actuator/prometheus").response().body();
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String json(String stream) {
        return side.log().stream(stream).stream().map(StoredEvent::json).reduce("", String::concat);
    }
}
