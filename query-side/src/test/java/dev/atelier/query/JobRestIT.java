package dev.atelier.query;

import static dev.atelier.query.QuerySide.TODAY;
import static dev.atelier.query.QuerySide.ids;
import static dev.atelier.query.QuerySide.json;
import static dev.atelier.query.QuerySide.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountEvent.BalanceRefunded.From;
import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobEvent.JobAttemptFailed;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.servers.ObjectStore;
import dev.atelier.servers.testing.TestServers;
import dev.atelier.web.LogPosition;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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

/** Jobs as their owners read them, from a log that a test writes. */
class JobRestIT {
    private static final QuerySide SIDE = QuerySide.start(3, Map.of());

    @BeforeAll
    static void people() {
        SIDE.register(1, "anna", "1001", 50);
        SIDE.register(2, "boris", "1002", 50);
    }

    @AfterAll
    static void stop() {
        SIDE.close();
    }

    private static String path(int job) {
        return "/api/jobs/" + Story.job(job);
    }

    @Test
    void aWaitingJobHasItsPlaceInLine() {
        int job = SIDE.ask(1);
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
        int job = SIDE.ask(1);
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
        byte[] bytes = "not really a picture".getBytes(StandardCharsets.UTF_8);
        int job = SIDE.ask(1);
        Artifact artifact = Story.artifact(job);
        store(artifact.key(), bytes);
        SIDE.succeed(1, job, artifact);

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
        int job = SIDE.ask(1);
        SIDE.tell(
                Story.started(job, 1, TODAY),
                new JobAttemptFailed(
                        Story.job(job),
                        1,
                        FailureReason.CONNECTION_LOST,
                        SIDE.seal(1, "java.net.SocketException"),
                        TODAY),
                Story.retryScheduled(job, 2, Instant.now().plusSeconds(30)));
        HttpResponse<String> waiting = send(SIDE.as("anna", path(job)).header("Accept-Language", "ru"));
        assertThat(json(waiting).get("status").asString()).isEqualTo("retrying");
        assertThat(json(waiting).get("failure").get("text").asString())
                .isEqualTo("Извините, сервер по генерации не доступен");
        assertThat(waiting.body()).doesNotContain("SocketException");
        assertThat(Long.parseLong(waiting.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(20L, 31L);

        SIDE.tell(Story.failed(job, FailureReason.CONNECTION_LOST, TODAY), Story.refunded(1, job, 3, From.RESERVED));
        JsonNode failed = SIDE.get("anna", path(job));
        assertThat(failed.get("status").asString()).isEqualTo("failed");
        assertThat(failed.get("failure").get("text").asString())
                .isEqualTo("Sorry, the generation server is unavailable");
        assertThat(failed.get("charge").asLong()).isZero();
    }

    @Test
    void aLongPollAnswersWhenTheJobMovesOn() {
        int job = SIDE.ask(1);
        String tag =
                send(SIDE.as("anna", path(job))).headers().firstValue("ETag").orElseThrow();
        CompletableFuture<HttpResponse<String>> poll = CompletableFuture.supplyAsync(() ->
                send(SIDE.as("anna", path(job)).header("If-None-Match", tag).header("Prefer", "wait=20")));
        QuerySide.await(
                "a waiting request",
                () -> !SIDE.bean(dev.atelier.query.live.JobFeed.class).isSilent());
        SIDE.tell(Story.started(job, 1, TODAY));
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
    void whoNamesAPositionReadsTheirOwnWrite() {
        int job = SIDE.nextJob();
        long position = SIDE.append(
                Story.reserved(1, job, 3), SIDE.created(job, 1, JobKind.IMAGE, "fresh"), Story.queued(job, 1));
        String known = "logPosition=" + LogPosition.encode(position);
        assertThat(SIDE.get("anna", path(job) + "?" + known).get("state").asString())
                .isEqualTo("queued");
        assertThat(ids(SIDE.get("anna", "/api/jobs?limit=1&" + known))).containsExactly(job);
    }
}
