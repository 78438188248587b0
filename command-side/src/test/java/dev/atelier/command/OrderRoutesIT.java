package dev.atelier.command;

import static dev.atelier.command.testing.Customer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.testing.CommandSide;
import dev.atelier.command.testing.Customer;
import dev.atelier.command.testing.Http;
import dev.atelier.command.testing.Http.Answer;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.eventstore.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Orders over real HTTP, on a real PostgreSQL, broker and S3: what is accepted, what it costs, what is refused. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderRoutesIT {
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final CommandSide side =
            new CommandSide(Map.of("atelier.jobs.in-flight-max", "3", "atelier.jobs.output-pixels-max", "4500"));

    private final String name = "person-" + PEOPLE.incrementAndGet();
    private final Http person = side.person(name);
    private final Customer customer = new Customer(side, person);

    @AfterAll
    static void stop() {
        side.close();
    }

    @Test
    void a_job_is_accepted_with_its_price_held_in_one_step() {
        String upload = customer.uploadWith(10);

        Answer job = person.post(
                "/api/jobs",
                "{'preset': 'square-crop', 'inputs': {'image': '" + upload + "'}, 'parameters': {'size': 64},"
                        + " 'clientReference': 'layer 7'}");

        assertThat(job.status()).as(job.json().toString()).isEqualTo(202);
        assertThat(job.text("state")).isEqualTo("queued");
        assertThat(job.text("status")).isEqualTo("pending");
        assertThat(job.number("price")).isEqualTo(2);
        assertThat(job.number("balance")).isEqualTo(8);
        assertThat(job.text("statusUrl"))
                .isEqualTo("https://atelier.example/api/jobs/" + job.text("id") + "?logPosition="
                        + job.text("logPosition"));
        assertThat(job.header("Location")).isEqualTo(job.text("statusUrl"));
        assertThat(job.text("eventsUrl")).endsWith("/api/jobs/" + job.text("id") + "/events");
        assertThat(job.text("cancelUrl")).endsWith("/api/jobs/" + job.text("id") + "/cancel");

        List<StoredEvent> stream = side.log().stream(job.text("id"));
        assertThat(stream).extracting(StoredEvent::type).containsExactly("job-created", "job-queued");
        JobCreated created = (JobCreated) stream.getFirst().payload();
        StoredEvent held = side.log().stream(created.accountId().toString()).getLast();
        assertThat(held.payload()).isInstanceOf(BalanceReserved.class);
        assertThat(held.position()).isLessThan(stream.getFirst().position());
        assertThat(stream.getFirst().metadata())
                .containsEntry(Metadata.ACTOR, created.owner().toString())
                .containsEntry(Metadata.SUBJECT, created.owner().toString())
                .containsKey(Metadata.CAUSE);
        assertThat(stream.getFirst().json()).doesNotContain("layer 7");
        assertThat(meters()).contains("atelier_jobs_total{kind=\"image\",state=\"queued\"}");
    }

    @Test
    void no_money_is_402_and_nothing_is_stored() {
        String upload = customer.uploadWith(1);
        long before = side.log().headPosition();

        Answer job = customer.order(upload);

        assertThat(job.status()).isEqualTo(402);
        assertThat(job.text("code")).isEqualTo("OUT_OF_CREDIT");
        assertThat(job.number("balance")).isEqualTo(1);
        assertThat(job.number("price")).isEqualTo(2);
        assertThat(job.header("Content-Type")).startsWith("application/problem+json");
        assertThat(side.log().headPosition()).isEqualTo(before);
    }

    @Test
    void a_repeated_order_is_the_same_job_and_another_one_under_its_key_is_refused() {
        String upload = customer.uploadWith(10);
        Http keyed = person.with("Idempotency-Key", "k1");

        Answer first = Customer.order(keyed, upload);
        Answer again = Customer.order(keyed, upload);
        Answer seed = keyed.post("/api/jobs/create", Customer.body(upload));
        Answer other = keyed.post("/api/jobs", "{'preset': 'half-size', 'inputs': {'image': '" + upload + "'}}");

        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.text("id")).isEqualTo(first.text("id")).isEqualTo(seed.text("id"));
        assertThat(again.number("balance")).isEqualTo(8);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("KEY_REUSED");
        assertThat(person.with("Idempotency-Key", "x".repeat(129))
                        .post("/api/jobs", Customer.body(upload))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_refused_order_does_not_bind_its_key() {
        String upload = customer.uploadWith(1);
        Http keyed = person.with("Idempotency-Key", "k2");
        assertThat(Customer.order(keyed, upload).status()).isEqualTo(402);
        customer.grant(5);
        assertThat(Customer.order(keyed, upload).status()).isEqualTo(202);
    }

    @Test
    void a_dry_run_tells_the_price_and_stores_nothing() {
        String upload = customer.uploadWith(1);
        long before = side.log().headPosition();

        Answer byQuery = person.post("/api/jobs?dryRun=true", Customer.body(upload));
        Answer byBody =
                person.post("/api/jobs", "{'preset': 'invert', 'inputs': {'image': '" + upload + "'}, 'dryRun': true}");

        assertThat(byQuery.status()).isEqualTo(200);
        assertThat(byQuery.number("price")).isEqualTo(2);
        assertThat(byQuery.number("balance")).isEqualTo(1);
        assertThat(byQuery.json().path("sufficient").asBoolean()).isFalse();
        assertThat(byBody.json()).isEqualTo(byQuery.json());
        assertThat(side.log().headPosition()).isEqualTo(before);
    }

    @Test
    void bad_orders_are_told_what_is_wrong_and_where() {
        String upload = customer.uploadWith(10);
        String inputs = "'inputs': {'image': '" + upload + "'}";

        assertProblem(person.post("/api/jobs", "{'preset': 'nonsense', " + inputs + "}"), 422, "UNKNOWN_PRESET");
        assertProblem(person.post("/api/jobs", "{}"), 422, "UNKNOWN_PRESET");
        Answer range = person.post(
                "/api/jobs", "{'preset': 'square-crop', " + inputs + ", 'parameters': {'size': 1e999, 'x': 1}}");
        assertProblem(range, 422, "INVALID_PARAMETER");
        assertThat(range.json().path("errors").path(0).path("pointer").asString())
                .isEqualTo("/parameters/size");
        assertThat(range.json().path("errors").path(1).path("pointer").asString())
                .isEqualTo("/parameters/x");
        Answer missing = person.post("/api/jobs", "{'preset': 'invert', 'inputs': {'other': '" + upload + "'}}");
        assertProblem(missing, 422, "INVALID_PARAMETER");
        assertThat(missing.json().path("errors").path(0).path("pointer").asString())
                .isEqualTo("/inputs/image");
        assertProblem(
                person.post("/api/jobs", "{'preset': 'invert', 'inputs': {'image': 'upload-nonsense'}}"),
                422,
                "UPLOAD_NOT_READY");
        assertProblem(person.post("/api/jobs", "{'preset': "), 400, "MALFORMED");
        assertProblem(person.post("/api/jobs", "{'inputs': 7}"), 400, "MALFORMED");
        assertProblem(person.post("/api/jobs", "text/plain", new byte[] {1}), 415, "UNSUPPORTED_MEDIA_TYPE");
        assertProblem(
                person.post(
                        "/api/jobs",
                        "{'preset': 'invert', " + inputs + ", 'clientReference': '" + "x".repeat(201) + "'}"),
                400,
                "MALFORMED");
        assertProblem(side.nobody().post("/api/jobs", "{}"), 401, "UNAUTHENTICATED");
    }

    @Test
    void a_result_that_would_be_too_large_is_refused() {
        String upload = customer.uploadWith(10);
        Answer job = person.post("/api/jobs", "{'preset': 'upscale-2x', 'inputs': {'image': '" + upload + "'}}");
        assertProblem(job, 422, "TOO_MANY_PIXELS");
        assertThat(job.number("width")).isEqualTo(80);
        assertThat(job.number("pixelsMax")).isEqualTo(4_500);
    }

    @Test
    void too_many_in_flight_is_429() {
        String upload = customer.uploadWith(100);
        for (int i = 0; i < 3; i++) {
            assertThat(customer.order(upload).status()).isEqualTo(202);
        }
        Answer fourth = customer.order(upload);
        assertProblem(fourth, 429, "TOO_MANY_IN_FLIGHT");
        assertThat(fourth.header("Retry-After")).isNotEmpty();
        assertThat(fourth.number("inFlightMax")).isEqualTo(3);
    }

    @Test
    void waiting_for_the_end_ends_with_the_patience() {
        String upload = customer.uploadWith(10);
        Answer job = Customer.order(person.with("Prefer", "respond-async, wait=1"), upload);
        assertThat(job.status()).isEqualTo(202);
        assertThat(job.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(job.text("state")).isEqualTo("queued");
    }

    private static String meters() {
        byte[] body =
                side.management().manage("/actuator/prometheus").response().body();
        return new String(body, StandardCharsets.UTF_8);
    }
}
