package dev.atelier.query;

import static dev.atelier.query.QuerySide.json;
import static dev.atelier.query.QuerySide.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountEvent.BalanceRefunded.From;
import dev.atelier.contracts.account.GrantEvent.RefundIssued;
import dev.atelier.contracts.account.RefundId;
import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobEvent.JobAttemptFailed;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetEvent.PresetDefined;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.servers.ObjectStore;
import dev.atelier.servers.testing.TestServers;
import dev.atelier.web.LogPosition;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;

/** What clients read, over HTTP, from a log that a test writes. */
class ReadRestIT {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final QuerySide SIDE = QuerySide.start(3, Map.of());
    private static int jobs;

    @BeforeAll
    static void people() {
        SIDE.register(1, "anna", "1001", 50);
        SIDE.register(2, "boris", "1002", 50);
        SIDE.tell(new PresetDefined(Story.INVERT, 1, Story.preset(3)));
    }

    @AfterAll
    static void stop() {
        SIDE.close();
    }

    private static JobCreated created(int job, int user, JobKind kind, String reference) {
        JobCreated plain = Story.created(job, user, kind, reference);
        PersonalText sealed = SIDE.seal(user, reference);
        return new JobCreated(
                plain.jobId(),
                plain.owner(),
                plain.accountId(),
                plain.kind(),
                plain.preset(),
                plain.pool(),
                plain.parameters(),
                plain.inputs(),
                plain.price(),
                plain.attemptLimit(),
                plain.startLimit(),
                plain.fingerprint(),
                sealed,
                null,
                NOW);
    }

    /** A job that waits for its turn. */
    private static int ask(int user) {
        int job = ++jobs;
        SIDE.tell(
                Story.reserved(user, job, 3),
                created(job, user, JobKind.IMAGE, "reference " + job),
                Story.queued(job, 1));
        return job;
    }

    private static int succeed(int job, Artifact... artifacts) {
        SIDE.tell(
                Story.started(job, 1, NOW),
                new JobSucceeded(Story.job(job), 1, List.of(artifacts), NOW.plusSeconds(2)),
                Story.captured(job == 0 ? 1 : ownerOf(job), job, 3, 0));
        return job;
    }

    private static int ownerOf(int job) {
        return SIDE.bean(dev.atelier.query.jobview.JobHistory.class)
                        .now(Story.job(job))
                        .orElseThrow()
                        .request()
                        .owner()
                        .equals(Story.user(1))
                ? 1
                : 2;
    }

    private static String path(int job) {
        return "/api/jobs/" + Story.job(job);
    }

    @Test
    void aWaitingJobHasItsPlaceInLine() {
        int job = ask(1);
        HttpResponse<String> answer = send(SIDE.as("anna", path(job)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("private, no-store");
        JsonNode body = json(answer);
        assertThat(body.get("state").asString()).isEqualTo("queued");
        assertThat(body.get("status").asString()).isEqualTo("pending");
        assertThat(body.get("statusSequence").asLong()).isEqualTo(2);
        assertThat(body.get("clientReference").asString()).isEqualTo("reference " + job);
        assertThat(body.get("queuePosition").asLong()).isPositive();
        assertThat(body.get("statusUrl").asString()).isEqualTo(QuerySide.BACKEND_URL + path(job));
        assertThat(body.has("percent")).isFalse();
        assertThat(SIDE.get("anna", "/api/photos/" + Story.job(job) + "/status").get("id"))
                .isEqualTo(body.get("id"));
    }

    @Test
    void unknownAndForeignJobsLookAlike() {
        int job = ask(1);
        HttpResponse<String> foreign = send(SIDE.as("boris", path(job)));
        HttpResponse<String> unknown = send(SIDE.as("boris", path(9_999)));
        HttpResponse<String> nonsense = send(SIDE.as("boris", "/api/jobs/nonsense"));
        assertThat(List.of(foreign.statusCode(), unknown.statusCode(), nonsense.statusCode()))
                .containsOnly(404);
        String body = foreign.body().replace(Story.job(job).toString(), "");
        assertThat(unknown.body().replace(Story.job(9_999).toString(), "")).isEqualTo(body);
        assertThat(nonsense.body().replace("nonsense", "")).isEqualTo(body);
    }

    @Test
    void aFinishedJobLinksToItsResult() throws Exception {
        byte[] bytes = "not really a picture".getBytes();
        int job = ask(1);
        Artifact artifact = Story.artifact(job);
        store(artifact.key(), bytes);
        succeed(job, artifact);

        HttpResponse<String> answer = send(SIDE.as("anna", path(job)));
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        JsonNode body = json(answer);
        assertThat(body.get("status").asString()).isEqualTo("completed");
        assertThat(body.get("charge").asLong()).isEqualTo(3);
        JsonNode result = body.get("artifacts").get(0);
        assertThat(result.get("sha256").asString()).isEqualTo(Story.SHA);
        assertThat(Instant.parse(body.get("availableUntil").asString()))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(14)),
                        Instant.now().plus(Duration.ofMinutes(31)));

        HttpResponse<String> download =
                send(HttpRequest.newBuilder(URI.create(result.get("url").asString())));
        assertThat(download.statusCode()).as(download.body()).isEqualTo(200);
        assertThat(download.body()).isEqualTo("not really a picture");
        assertThat(download.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");

        HttpResponse<String> again = send(SIDE.as("anna", path(job))
                .header("If-None-Match", answer.headers().firstValue("ETag").orElseThrow()));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(SIDE.get("anna", path(job)).get("artifacts")).isEqualTo(body.get("artifacts"));
    }

    private static void store(String key, byte[] bytes) {
        ObjectStore s3 = TestServers.s3();
        s3.createBucket("atelier");
        try (S3Client client = S3Client.builder()
                .endpointOverride(s3.endpoint())
                .region(Region.of(s3.region()))
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(s3.accessKey(), s3.secretKey())))
                .build()) {
            client.putObject(
                    put -> put.bucket("atelier").key(key).contentType("image/png"), RequestBody.fromBytes(bytes));
        }
    }

    @Test
    void aFailureIsToldInThePersonsLanguageAndWithoutDetail() {
        int job = ask(1);
        SIDE.tell(
                Story.started(job, 1, NOW),
                new JobAttemptFailed(
                        Story.job(job),
                        1,
                        FailureReason.CONNECTION_LOST,
                        SIDE.seal(1, "java.net.SocketException"),
                        NOW),
                Story.retryScheduled(job, 2, Instant.now().plusSeconds(30)));
        HttpResponse<String> waiting = send(SIDE.as("anna", path(job)).header("Accept-Language", "ru"));
        assertThat(json(waiting).get("status").asString()).isEqualTo("retrying");
        assertThat(json(waiting).get("failure").get("text").asString())
                .isEqualTo("Извините, сервер по генерации не доступен");
        assertThat(waiting.body()).doesNotContain("SocketException");
        assertThat(Long.parseLong(waiting.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(20L, 31L);

        SIDE.tell(Story.failed(job, FailureReason.CONNECTION_LOST, NOW), Story.refunded(1, job, 3, From.RESERVED));
        JsonNode failed = SIDE.get("anna", path(job));
        assertThat(failed.get("status").asString()).isEqualTo("failed");
        assertThat(failed.get("failure").get("text").asString())
                .isEqualTo("Sorry, the generation server is unavailable");
        assertThat(failed.get("charge").asLong()).isZero();
    }

    @Test
    void aLongPollAnswersWhenTheJobMovesOn() {
        int job = ask(1);
        String tag =
                send(SIDE.as("anna", path(job))).headers().firstValue("ETag").orElseThrow();
        CompletableFuture<HttpResponse<String>> poll = CompletableFuture.supplyAsync(() ->
                send(SIDE.as("anna", path(job)).header("If-None-Match", tag).header("Prefer", "wait=20")));
        QuerySide.await(
                "a waiting request",
                () -> !SIDE.bean(dev.atelier.query.live.JobFeed.class).isSilent());
        SIDE.tell(Story.started(job, 1, NOW));
        HttpResponse<String> answer = poll.join();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Preference-Applied")).hasValue("wait");
        assertThat(json(answer).get("state").asString()).isEqualTo("running");
        assertThat(json(answer).get("attempt").asInt()).isEqualTo(1);

        String next = answer.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> nothing =
                send(SIDE.as("anna", path(job)).header("If-None-Match", next).header("Prefer", "wait=1"));
        assertThat(nothing.statusCode()).isEqualTo(304);
    }

    @Test
    void listsAreFilteredAndPaged() {
        SIDE.register(3, "vera", "1003", 100);
        int first = ask(3);
        int second = succeed2(3);
        int third = ++jobs;
        SIDE.tell(Story.reserved(3, third, 3), created(third, 3, JobKind.BOOK, "my book"), Story.queued(third, 1));

        assertThat(ids(SIDE.get("vera", "/api/jobs"))).containsExactly(third, second, first);
        assertThat(ids(SIDE.get("vera", "/api/jobs?state=active"))).containsExactly(third, first);
        assertThat(ids(SIDE.get("vera", "/api/jobs?kind=book"))).containsExactly(third);
        assertThat(ids(SIDE.get("vera", "/api/jobs?kind=image&state=active"))).containsExactly(first);
        assertThat(ids(SIDE.get("vera", "/api/jobs?clientReference=my%20book"))).containsExactly(third);
        assertThat(ids(SIDE.get("vera", "/api/jobs?clientReference=other"))).isEmpty();

        JsonNode page = SIDE.get("vera", "/api/jobs?limit=2");
        assertThat(ids(page)).containsExactly(third, second);
        JsonNode rest =
                SIDE.get("vera", "/api/jobs?limit=2&cursor=" + page.get("next").asString());
        assertThat(ids(rest)).containsExactly(first);
        assertThat(rest.has("next")).isFalse();

        for (String bad : List.of("limit=0", "limit=101", "cursor=x", "state=done", "kind=song")) {
            assertThat(send(SIDE.as("vera", "/api/jobs?" + bad)).statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    private static int succeed2(int user) {
        int job = ++jobs;
        SIDE.tell(Story.reserved(user, job, 3), created(job, user, JobKind.IMAGE, "r"), Story.queued(job, 1));
        SIDE.tell(
                Story.started(job, 1, NOW),
                new JobSucceeded(Story.job(job), 1, List.of(Story.artifact(job)), NOW),
                Story.captured(user, job, 3, 0));
        return job;
    }

    private static List<Integer> ids(JsonNode list) {
        return list.get("jobs")
                .valueStream()
                .map(job -> Integer.parseInt(job.get("id").asString().substring(28), 16))
                .toList();
    }

    @Test
    void aPersonsJobsAreSeenByThemselvesTheirServiceAndAdministrators() {
        ask(2);
        String path = "/api/users/" + Story.user(2) + "/jobs";
        String all = json(send(SIDE.as("boris", path))).toString();
        assertThat(json(send(SIDE.asBot(path))).toString()).isEqualTo(all);
        assertThat(json(send(SIDE.asAdmin(path))).toString()).isEqualTo(all);
        assertThat(send(SIDE.as("anna", path)).statusCode()).isEqualTo(404);
        HttpRequest.Builder otherService = SIDE.request(path)
                .header("Authorization", "Bearer " + QuerySide.token("other", dev.atelier.web.access.Role.SERVICE));
        assertThat(send(otherService).statusCode()).isEqualTo(404);
        assertThat(json(send(SIDE.asBot("/api/jobs").header("On-Behalf-Of", "telegram:1002")))
                        .toString())
                .isEqualTo(all);
        assertThat(send(SIDE.asBot("/api/jobs")).statusCode()).isEqualTo(400);
    }

    @Test
    void balanceAndStatementAgree() {
        SIDE.register(4, "gleb", "1004", 20);
        int bought = ++jobs;
        int failed = ++jobs;
        SIDE.tell(Story.reserved(4, bought, 3), Story.reserved(4, failed, 5));
        assertThat(SIDE.get("gleb", "/api/balance").toString())
                .isEqualTo("{\"available\":12,\"held\":8,\"jobsInFlight\":2}");
        SIDE.tell(
                Story.captured(4, bought, 2, 1),
                Story.refunded(4, failed, 5, From.RESERVED),
                Story.refunded(4, bought, 2, From.CAPTURED),
                new RefundIssued(
                        RefundId.of(Story.job(bought)),
                        Story.account(4),
                        Story.job(bought),
                        Credits.of(2),
                        SIDE.seal(4, "sorry for the trouble")));
        assertThat(SIDE.get("gleb", "/api/balance").get("available").asLong()).isEqualTo(20);

        JsonNode movements = SIDE.get("gleb", "/api/statement").get("movements");
        assertThat(movements.valueStream().map(m -> m.get("what").asString()))
                .containsExactly("refunded", "released", "captured", "held", "held", "granted");
        assertThat(movements.valueStream().map(m -> m.get("available").asLong()))
                .containsExactly(20L, 18L, 13L, 12L, 17L, 20L);
        assertThat(movements.get(0).get("cause").toString())
                .isEqualTo("{\"type\":\"administrator\",\"reason\":\"sorry for the trouble\"}");
        assertThat(movements.get(1).get("cause").get("type").asString()).isEqualTo("job_failed");
        assertThat(movements.get(2).get("released").asLong()).isEqualTo(1);
        assertThat(movements.get(2).get("jobId").asString())
                .isEqualTo(Story.job(bought).toString());
        assertThat(movements.get(5).get("cause").get("reason").asString()).isEqualTo("a present");

        JsonNode page = SIDE.get("gleb", "/api/statement?limit=4");
        JsonNode rest = SIDE.get(
                "gleb", "/api/statement?limit=4&cursor=" + page.get("next").asString());
        assertThat(rest.get("movements").valueStream().map(m -> m.get("what").asString()))
                .containsExactly("held", "granted");
    }

    @Test
    void aPersonIsKnownToThemselvesAndToTheirService() {
        JsonNode me = SIDE.get("anna", "/api/users/me");
        assertThat(me.get("id").asString()).isEqualTo(Story.user(1).toString());
        assertThat(me.get("displayName").asString()).isEqualTo("Name of anna");
        assertThat(me.get("language").asString()).isEqualTo("ru");
        assertThat(me.get("identities").toString()).isEqualTo("[\"oidc\",\"telegram\"]");
        assertThat(json(send(SIDE.asBot("/api/users/by-telegram-id/1001"))).get("id"))
                .isEqualTo(me.get("id"));
        assertThat(SIDE.get("anna", "/api/users/by-telegram-id/1001").get("id")).isEqualTo(me.get("id"));
        assertThat(send(SIDE.as("boris", "/api/users/by-telegram-id/1001")).statusCode())
                .isEqualTo(404);
        assertThat(send(SIDE.asBot("/api/users/by-telegram-id/77")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void presetsSayWhatCanBeAskedFor() {
        HttpResponse<String> answer = send(SIDE.as("anna", "/api/presets").header("Accept-Language", "ru"));
        JsonNode preset = json(answer).get("presets").get(0);
        assertThat(preset.get("name").asString()).isEqualTo("invert");
        assertThat(preset.get("title").asString()).isEqualTo("Негатив");
        assertThat(preset.get("price").asLong()).isEqualTo(3);
        assertThat(preset.get("inputs").toString()).isEqualTo("[\"image\"]");
        assertThat(preset.get("parameters").get(0).toString())
                .isEqualTo("{\"name\":\"strength\",\"title\":\"Strength\",\"type\":\"number\",\"min\":0,\"max\":10,"
                        + "\"integral\":true,\"required\":false,\"initial\":1}");
        assertThat(preset.get("isPossible").asBoolean())
                .as("nobody listens for this pool's orders")
                .isFalse();
        assertThat(preset.get("example").get("parameters").toString()).isEqualTo("{\"strength\":1}");
        assertThat(answer.body()).doesNotContain("workflow");
    }

    @Test
    void theQueueIsCountedByPool() {
        ask(1);
        JsonNode queue = SIDE.get("anna", "/api/queue");
        assertThat(queue.get("pending").asLong()).isPositive();
        JsonNode image = queue.get("pools").get(0);
        assertThat(image.get("pool").asString()).isEqualTo("image");
        assertThat(image.get("workers").asInt()).isZero();
        assertThat(Instant.parse(image.get("oldestQueuedAt").asString())).isBefore(Instant.now());
        assertThat(queue.get("pools").size()).isEqualTo(5);
        assertThat(SIDE.get("anna", "/api/queue/stats").has("processing")).isTrue();
    }

    @Test
    void tokensAreValidatedAndClientsAreTold() {
        assertThat(send(SIDE.as("anna", "/auth/check")).statusCode()).isEqualTo(204);
        assertThat(send(SIDE.request("/auth/check")).statusCode()).isEqualTo(401);
        JsonNode validation = SIDE.get("anna", "/auth/validate");
        assertThat(validation.get("userId").asString()).isEqualTo(Story.user(1).toString());
        assertThat(validation.get("roles").toString()).isEqualTo("[\"user\"]");
        assertThat(SIDE.get("stranger", "/auth/validate").has("userId")).isFalse();
        assertThat(json(send(SIDE.asBot("/auth/validate"))).get("roles").toString())
                .isEqualTo("[\"service\"]");
        JsonNode config = json(send(SIDE.request("/api/config")));
        assertThat(config.get("issuer").asString()).isEqualTo(QuerySide.issuer().issuer());
        assertThat(config.get("clientId").asString()).isEqualTo("atelier-plugin");
        assertThat(config.get("languages").toString()).isEqualTo("[\"en\",\"ru\"]");
        assertThat(send(SIDE.request("/check")).statusCode()).isEqualTo(200);
    }

    @Test
    void whoNamesAPositionReadsTheirOwnWrite() {
        int job = ++jobs;
        long position =
                SIDE.append(Story.reserved(1, job, 3), created(job, 1, JobKind.IMAGE, "fresh"), Story.queued(job, 1));
        String known = "logPosition=" + LogPosition.encode(position);
        assertThat(SIDE.get("anna", path(job) + "?" + known).get("state").asString())
                .isEqualTo("queued");
        assertThat(ids(SIDE.get("anna", "/api/jobs?limit=1&" + known))).containsExactly(job);
    }

    @Test
    void aPositionThatIsNotReachedIsBehindAndNeverNotFound() {
        String future = "?logPosition=" + LogPosition.encode(1_000_000);
        for (String path : List.of(path(9_999), "/api/jobs", "/api/balance", "/api/statement", "/api/users/me")) {
            HttpResponse<String> answer = send(SIDE.as("anna", path + future));
            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            assertThat(json(answer).get("code").asString()).isEqualTo("PROJECTION_BEHIND");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        }
        assertThat(send(SIDE.as("anna", "/api/balance?logPosition=nonsense")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void administratorsSeeWhatHappenedToAnyMoment() {
        int job = ask(1);
        SIDE.tell(Story.started(job, 1, NOW));
        Instant before = Instant.now();
        SIDE.tell(
                new JobAttemptFailed(
                        Story.job(job), 1, FailureReason.OUT_OF_MEMORY, SIDE.seal(1, "CUDA out of memory"), NOW),
                Story.failed(job, FailureReason.OUT_OF_MEMORY, NOW),
                Story.refunded(1, job, 3, From.RESERVED));

        JsonNode timeline = json(send(SIDE.asAdmin("/admin/jobs/" + Story.job(job) + "/timeline")));
        assertThat(timeline.get("state").asString()).isEqualTo("failed");
        assertThat(timeline.get("events").valueStream().map(e -> e.get("type").asString()))
                .containsExactly(
                        "balance-reserved",
                        "job-created",
                        "job-queued",
                        "job-started",
                        "job-attempt-failed",
                        "job-failed",
                        "balance-refunded");
        JsonNode failure = timeline.get("events").get(4);
        assertThat(failure.get("detail").asString()).isEqualTo("CUDA out of memory");
        assertThat(failure.get("actor").asString()).isEqualTo("system:test");
        assertThat(failure.get("payload").get("reason").asString()).isEqualTo("OUT_OF_MEMORY");

        JsonNode then = json(send(SIDE.asAdmin("/admin/jobs/" + Story.job(job) + "/timeline?at=" + before)));
        assertThat(then.get("state").asString()).isEqualTo("running");
        assertThat(then.get("events").size()).isEqualTo(4);

        String account = "/admin/accounts/" + Story.account(1);
        JsonNode held = json(send(SIDE.asAdmin(account + "?at=" + before)));
        assertThat(held.get("reservations")
                        .valueStream()
                        .map(r -> r.get("jobId").asString()))
                .contains(Story.job(job).toString());
        JsonNode now = json(send(SIDE.asAdmin(account)));
        assertThat(now.get("available"))
                .isEqualTo(SIDE.get("anna", "/api/balance").get("available"));
        assertThat(now.get("movements").get(0).get("what").asString()).isEqualTo("released");

        assertThat(send(SIDE.as("anna", account)).statusCode()).isEqualTo(403);
        assertThat(send(SIDE.asAdmin("/admin/accounts/" + Story.account(99))).statusCode())
                .isEqualTo(404);
        assertThat(send(SIDE.asAdmin(account + "?at=yesterday")).statusCode()).isEqualTo(400);
    }

    @Test
    void operatorsSeeOurOwnMeters() {
        ask(1);
        String page = send(SIDE.management("/actuator/prometheus")).body();
        assertThat(page)
                .contains("atelier_jobs{application=\"query-side\",kind=\"image\",state=\"queued\"}")
                .contains("atelier_credits_held")
                .contains("atelier_queue_age_seconds{application=\"query-side\",pool=\"image\"}")
                .contains("atelier_projection_lag");
        assertThat(send(SIDE.request("/actuator/prometheus")).statusCode()).isNotEqualTo(200);
    }
}
