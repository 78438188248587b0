package dev.atelier.query;

import static dev.atelier.query.QuerySide.TODAY;
import static dev.atelier.query.QuerySide.json;
import static dev.atelier.query.QuerySide.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountEvent.BalanceRefunded.From;
import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.user.UserEvent.PersonErased;
import dev.atelier.query.balance.BalanceProjection;
import dev.atelier.query.readmodel.Head;
import dev.atelier.query.readmodel.ReadStore;
import dev.atelier.query.readmodel.Slot;
import dev.atelier.query.readmodel.Write;
import dev.atelier.servers.ObjectStore;
import dev.atelier.servers.testing.TestServers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;

/** The audit over HTTP, on a real log, a real Redis and a real bucket. */
class LedgerIT {
    private static final String LEDGER = "/admin/audit/ledger";

    private final QuerySide side;
    private final S3Client s3 = client(TestServers.s3());
    private final String bucket;

    LedgerIT() {
        bucket = "ledger-" + System.nanoTime();
        TestServers.s3().createBucket(bucket);
        side = QuerySide.start(
                12,
                Map.of(
                        "atelier.s3.bucket", bucket,
                        "atelier.audit.freshness", "0s",
                        "atelier.audit.orphan-age", "1ms"));
        side.register(1, "anna", "1001", 50);
    }

    @AfterEach
    void stop() {
        side.wipeRedis();
        side.close();
        s3.close();
    }

    @Test
    void whatIsRightIsFoundRight() {
        int paid = side.ask(1);
        Artifact picture = stored(paid, 1234, 1234);
        side.succeed(1, paid, picture);
        int failed = side.ask(1);
        side.tell(
                Story.started(failed, 1, TODAY),
                Story.attemptFailed(failed, 1, FailureReason.OUT_OF_MEMORY),
                Story.failed(failed, FailureReason.OUT_OF_MEMORY, TODAY),
                Story.refunded(1, failed, 3, From.RESERVED));
        side.ask(1);

        JsonNode audit = audit();

        assertThat(audit.get("findings").isEmpty()).as(audit.toPrettyString()).isTrue();
        assertThat(audit.get("findingsTotal").asLong()).isZero();
        assertThat(audit.get("position").asLong()).isEqualTo(side.head());
        assertThat(audit.get("ledger").toString())
                .isEqualTo("{\"available\":44,\"held\":3,\"treasury\":-50,\"revenue\":3,\"sum\":0}");
        assertThat(audit.get("jobs").get("succeeded").asLong()).isEqualTo(1);
        assertThat(audit.get("jobs").get("failed").asLong()).isEqualTo(1);
        assertThat(audit.get("jobs").get("queued").asLong()).isEqualTo(1);
        assertThat(audit.get("oldestJobs").size()).isEqualTo(1);
        assertThat(audit.get("readModels").get("accounts").asLong()).isEqualTo(1);
        assertThat(audit.get("readModels").get("jobs").asLong()).isEqualTo(3);
        assertThat(audit.get("objects").get("named").asLong()).isEqualTo(1);
        assertThat(audit.get("objects").get("listed").asLong()).isEqualTo(1);
        assertThat(send(side.as("anna", LEDGER)).statusCode()).isEqualTo(403);
        assertThat(send(side.request(LEDGER)).statusCode()).isEqualTo(401);
    }

    @Test
    void aPriceCapturedTwiceIsFound() {
        int paid = side.ask(1);
        side.ask(1);
        side.succeed(1, paid, stored(paid, 10, 10));
        side.tell(Story.captured(1, paid, 3, 0));

        JsonNode finding = only(audit());

        assertThat(finding.get("rule").asString()).isEqualTo("settled-once");
        assertThat(finding.get("text").asString()).isEqualTo("Удержание закрывается один раз.");
        assertThat(finding.get("subject").asString()).isEqualTo(Story.account(1).toString());
        assertThat(finding.get("position").asLong()).isEqualTo(side.head());
        assertThat(finding.get("expected").asString()).contains(Story.job(paid).toString());
    }

    @Test
    void whatIsMissingOfAnotherSizeOrNamedByNobodyIsFound() {
        int lost = side.ask(1);
        side.succeed(1, lost, artifact(lost, 5));
        int cut = side.ask(1);
        side.succeed(1, cut, stored(cut, 9, 8));
        put("results/" + Story.job(99) + "/1/" + Story.SHA + ".png", 3);
        put("staging/someone/something", 4);

        JsonNode audit = audit();

        assertThat(audit.get("findings")
                        .valueStream()
                        .map(found -> found.get("rule").asString() + " "
                                + found.get("subject").asString()))
                .containsExactlyInAnyOrder(
                        "object-there " + artifact(lost, 5).key(),
                        "object-size " + artifact(cut, 9).key(),
                        "object-named results/" + Story.job(99) + "/1/" + Story.SHA + ".png",
                        "object-named staging/someone/something");
        assertThat(audit.get("objects").get("unnamed").asLong()).isEqualTo(2);
    }

    @Test
    void whatAnErasedPersonHadIsNotMissed() {
        int paid = side.ask(1);
        side.succeed(1, paid, artifact(paid, 5));
        assertThat(only(audit()).get("rule").asString()).isEqualTo("object-there");

        side.tell(new PersonErased(Story.user(1)));

        assertThat(audit().get("findings").isEmpty()).isTrue();
    }

    @Test
    void aBalanceThatRedisTellsOtherwiseIsFound() {
        side.ask(1);
        ReadStore store = side.bean(ReadStore.class);
        Optional<Head> head = store.head();
        String key = BalanceProjection.BALANCE.key(Story.account(1));
        String kept = store.values(head.orElseThrow().generation(), List.of(key))
                .getFirst()
                .orElseThrow();
        String forged = kept.replace("47", "48");
        assertThat(forged).isNotEqualTo(kept);
        assertThat(store.commit(Slot.LIVE, head, head.get(), List.of(new Write.Put(key, forged, null))))
                .isTrue();

        JsonNode finding = only(audit());

        assertThat(finding.get("rule").asString()).isEqualTo("model-balance");
        assertThat(finding.get("expected").asString()).startsWith("47 available, 3 held");
        assertThat(finding.get("found").asString()).startsWith("48 available, 3 held");
    }

    private JsonNode audit() {
        HttpResponse<String> answer = send(side.asAdmin(LEDGER).header("Accept-Language", "ru"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static JsonNode only(JsonNode audit) {
        assertThat(audit.get("findings").size()).as(audit.toPrettyString()).isEqualTo(1);
        return audit.get("findings").get(0);
    }

    private Artifact stored(int job, long told, int bytes) {
        Artifact artifact = artifact(job, told);
        put(artifact.key(), bytes);
        return artifact;
    }

    private static Artifact artifact(int job, long bytes) {
        Artifact plain = Story.artifact(job);
        return new Artifact(plain.key(), plain.mediaType(), bytes, plain.sha256(), plain.width(), plain.height());
    }

    private void put(String key, int bytes) {
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(new byte[bytes]));
    }

    private static S3Client client(ObjectStore store) {
        return S3Client.builder()
                .endpointOverride(store.endpoint())
                .region(Region.of(store.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(store.accessKey(), store.secretKey())))
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
