package dev.atelier.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.testing.CommandSide;
import dev.atelier.command.testing.Http;
import dev.atelier.command.testing.Http.Answer;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.eventstore.StoredEvent;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The write routes over real HTTP, on a real PostgreSQL, broker and S3. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WriteRoutesIT {
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final CommandSide side =
            new CommandSide(Map.of("atelier.jobs.in-flight-max", "3", "atelier.jobs.output-pixels-max", "4500"));

    @AfterAll
    static void stop() {
        side.close();
    }

    private final String name = "person-" + PEOPLE.incrementAndGet();
    private final Http person = side.person(name);

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
    void a_job_is_accepted_with_its_price_held_in_one_step() {
        String upload = richWithPicture(10);

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
        String upload = richWithPicture(1);
        long before = side.log().headPosition();

        Answer job = order(person, upload);

        assertThat(job.status()).isEqualTo(402);
        assertThat(job.text("code")).isEqualTo("OUT_OF_CREDIT");
        assertThat(job.number("balance")).isEqualTo(1);
        assertThat(job.number("price")).isEqualTo(2);
        assertThat(job.header("Content-Type")).startsWith("application/problem+json");
        assertThat(side.log().headPosition()).isEqualTo(before);
    }

    @Test
    void a_repeated_order_is_the_same_job_and_another_one_under_its_key_is_refused() {
        String upload = richWithPicture(10);
        Http keyed = person.with("Idempotency-Key", "k1");

        Answer first = order(keyed, upload);
        Answer again = order(keyed, upload);
        Answer seed = keyed.post("/api/jobs/create", body(upload));
        Answer other = keyed.post("/api/jobs", "{'preset': 'half-size', 'inputs': {'image': '" + upload + "'}}");

        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.text("id")).isEqualTo(first.text("id")).isEqualTo(seed.text("id"));
        assertThat(again.number("balance")).isEqualTo(8);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("KEY_REUSED");
        assertThat(person.with("Idempotency-Key", "x".repeat(129))
                        .post("/api/jobs", body(upload))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_refused_order_does_not_bind_its_key() {
        String upload = richWithPicture(1);
        Http keyed = person.with("Idempotency-Key", "k2");
        assertThat(order(keyed, upload).status()).isEqualTo(402);
        grant(5);
        assertThat(order(keyed, upload).status()).isEqualTo(202);
    }

    @Test
    void a_dry_run_tells_the_price_and_stores_nothing() {
        String upload = richWithPicture(1);
        long before = side.log().headPosition();

        Answer byQuery = person.post("/api/jobs?dryRun=true", body(upload));
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
        String upload = richWithPicture(10);
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
        String upload = richWithPicture(10);
        Answer job = person.post("/api/jobs", "{'preset': 'upscale-2x', 'inputs': {'image': '" + upload + "'}}");
        assertProblem(job, 422, "TOO_MANY_PIXELS");
        assertThat(job.number("width")).isEqualTo(80);
        assertThat(job.number("pixelsMax")).isEqualTo(4_500);
    }

    @Test
    void somebody_elses_things_read_as_if_they_were_not_there() {
        String upload = richWithPicture(10);
        String job = order(person, upload).text("id");
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
        assertProblem(order(other, upload), 422, "UPLOAD_NOT_READY");
        assertProblem(other.post("/api/uploads/" + upload + "/complete", "{}"), 404, "NOT_FOUND");
    }

    @Test
    void too_many_in_flight_is_429() {
        String upload = richWithPicture(100);
        for (int i = 0; i < 3; i++) {
            assertThat(order(person, upload).status()).isEqualTo(202);
        }
        Answer fourth = order(person, upload);
        assertProblem(fourth, 429, "TOO_MANY_IN_FLIGHT");
        assertThat(fourth.header("Retry-After")).isNotEmpty();
        assertThat(fourth.number("inFlightMax")).isEqualTo(3);
    }

    @Test
    void a_waiting_job_is_cancelled_at_once_and_once() {
        String upload = richWithPicture(10);
        Answer job = order(person, upload);
        Answer first = person.post("/api/jobs/" + job.text("id") + "/cancel", "{}");
        Answer again = person.post("/api/jobs/" + job.text("id") + "/cancel", "{}");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("outcome")).isEqualTo("cancelled");
        assertThat(first.text("status")).isEqualTo("failed");
        assertThat(again.text("outcome")).isEqualTo("cancelled");
        assertThat(side.log().stream(job.text("id"))).hasSize(3);
    }

    @Test
    void a_cancelled_job_is_repeated_once_unless_asked_again() {
        String upload = richWithPicture(10);
        String job = order(person, upload).text("id");
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
        String upload = upload(bot, png()).text("id");
        grant(bot, 5);
        String job = order(bot, upload).text("id");
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
    void waiting_for_the_end_ends_with_the_patience() {
        String upload = richWithPicture(10);
        Answer job = order(person.with("Prefer", "respond-async, wait=1"), upload);
        assertThat(job.status()).isEqualTo(202);
        assertThat(job.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(job.text("state")).isEqualTo("queued");
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

    private String richWithPicture(long credits) {
        person.post("/api/users", "{}");
        grant(credits);
        return upload(person, png()).text("id");
    }

    private void grant(long credits) {
        grant(person, credits);
    }

    private void grant(Http whom, long credits) {
        String account = whom.post("/api/users", "{}").text("accountId");
        Answer granted = side.administrator()
                .post("/admin/accounts/" + account + "/grants", "{'amount': " + credits + ", 'reason': 'test'}");
        assertThat(granted.status()).isEqualTo(201);
    }

    private static Answer upload(Http whom, byte[] picture) {
        Answer upload = whom.post("/api/uploads", "image/png", picture);
        assertThat(upload.status()).as(upload.json().toString()).isIn(200, 201);
        return upload;
    }

    private static Answer order(Http whom, String upload) {
        return whom.post("/api/jobs", body(upload));
    }

    private static String body(String upload) {
        return "{'preset': 'invert', 'inputs': {'image': '" + upload + "'}}";
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.text("code")).as(answer.json().toString()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }

    private static String json(String stream) {
        return side.log().stream(stream).stream().map(StoredEvent::json).reduce("", String::concat);
    }

    private static byte[] png() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
