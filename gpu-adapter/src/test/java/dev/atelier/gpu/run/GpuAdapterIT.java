package dev.atelier.gpu.run;

import static dev.atelier.gpu.run.CommandSideStandIn.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.run.RunClaim;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.run.RunReport;
import dev.atelier.contracts.run.RunReport.RunCancelled;
import dev.atelier.contracts.run.RunReport.RunFailed;
import dev.atelier.contracts.run.RunReport.RunSucceeded;
import dev.atelier.contracts.run.RunSignal.RunHeartbeat;
import dev.atelier.contracts.run.RunSignal.RunProgress;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.emulators.comfyui.ComfyUiEmulator;
import dev.atelier.gpu.GpuAdapterApplication;
import dev.atelier.gpu.comfyui.Graphs;
import dev.atelier.servers.ObjectStore;
import dev.atelier.servers.testing.TestServers;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The whole adapter between a real broker, a real S3 and the emulator. */
class GpuAdapterIT {
    private static final String BUCKET = "gpu-adapter-it";
    private static final String WORKER = "gpu-it";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static ComfyUiEmulator comfyUi;
    private static CommandSideStandIn others;
    private static ConfigurableApplicationContext adapter;
    private static S3Client s3;

    @BeforeAll
    static void start() {
        comfyUi = ComfyUiEmulator.start(folder.resolve("comfyui"));
        TestServers.s3().createBucket(BUCKET);
        s3 = client(TestServers.s3());
        adapter = adapter(Map.of());
        others = new CommandSideStandIn(TestServers.broker().uri());
        others.listen();
    }

    @AfterAll
    static void stop() {
        adapter.close();
        others.close();
        s3.close();
        comfyUi.close();
    }

    @BeforeEach
    @AfterEach
    void everythingWorks() {
        comfyUi.faults().releaseRuns();
        comfyUi.faults().delayPerNode(Duration.ZERO);
        others.answerAsUsual();
    }

    @Test
    void anOrderBecomesAProvenResult() throws Exception {
        RunOrder order = invert();
        others.order(order);

        assertThat(others.awaitReport(order.jobId())).isInstanceOfSatisfying(RunSucceeded.class, report -> {
            assertThat(report.attempt()).isEqualTo(1);
            assertThat(report.ran()).isBetween(Duration.ZERO, PATIENCE);
            assertThat(report.artifacts()).hasSize(1);
            assertProven(order.jobId(), report.artifacts().getFirst());
        });
        assertThat(others.claimsOf(order.jobId())).singleElement().satisfies(claim -> {
            assertThat(claim.worker()).isEqualTo(WORKER);
            assertThat(UUID.fromString(claim.backendRun())).hasToString(claim.backendRun());
        });
    }

    @Test
    void aRunIsHeardOfWhileItGoesOn() throws Exception {
        comfyUi.faults().delayPerNode(Duration.ofMillis(400));
        RunOrder order = invert();
        others.order(order);
        others.awaitReport(order.jobId());

        await(
                "heartbeats",
                () -> others.signalsOf(order.jobId(), RunHeartbeat.class).size() > 2);
        await(
                "progress",
                () -> !others.signalsOf(order.jobId(), RunProgress.class).isEmpty());
        assertThat(others.signalsOf(order.jobId(), RunProgress.class))
                .extracting(RunProgress::percent)
                .isSorted()
                .allMatch(percent -> percent >= 0 && percent <= 100);
        assertThat(others.signalsOf(order.jobId(), RunHeartbeat.class))
                .allMatch(heartbeat -> heartbeat.worker().equals(WORKER));
    }

    @Test
    void aDuplicateOrderRunsOnce() throws Exception {
        comfyUi.faults().holdRuns();
        RunOrder order = invert();
        others.order(order);
        others.order(order);
        await("both to be claimed", () -> others.claimsOf(order.jobId()).size() == 2);
        comfyUi.faults().releaseRuns();
        others.awaitReport(order.jobId());
        others.order(order);
        await("the third to be claimed", () -> others.claimsOf(order.jobId()).size() == 3);
        RunOrder next = invert();
        others.order(next);
        others.awaitReport(next.jobId());

        assertThat(others.reportsOf(order.jobId())).hasSize(1);
        assertThat(others.claimsOf(order.jobId()))
                .extracting(RunClaim::backendRun)
                .doesNotHaveDuplicates();
    }

    @Test
    void aClaimWithoutAnAnswerIsAskedAgainForTheSameRun() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        others.answer(
                claim -> asked.incrementAndGet() < 3 ? Optional.empty() : Optional.of(new RunClaim.Answer.Accepted()));
        RunOrder order = invert();
        others.order(order);
        assertThat(others.awaitReport(order.jobId())).isInstanceOf(RunSucceeded.class);
        assertThat(others.claimsOf(order.jobId())).hasSize(3);
        assertThat(others.claimsOf(order.jobId()))
                .extracting(RunClaim::backendRun)
                .containsOnly(others.claimsOf(order.jobId()).getFirst().backendRun());
    }

    @Test
    void aRefusedOrderIsDropped() throws Exception {
        RunOrder order = invert();
        others.answer(claim -> Optional.of(
                claim.jobId().equals(order.jobId())
                        ? new RunClaim.Answer.Refused("the job is over")
                        : new RunClaim.Answer.Accepted()));
        others.order(order);
        RunOrder next = invert();
        others.order(next);
        others.awaitReport(next.jobId());
        await("the claim", () -> !others.claimsOf(order.jobId()).isEmpty());
        await("an empty queue", () -> others.waitingOrders("image") == 0);
        assertThat(others.reportsOf(order.jobId())).isEmpty();
    }

    @Test
    void aRunningJobIsCancelled() throws Exception {
        comfyUi.faults().holdRuns();
        RunOrder order = invert();
        others.order(order);
        assertThat(comfyUi.faults().awaitHeldRun(PATIENCE)).isTrue();
        others.cancel(order.jobId(), WORKER);
        assertThat(others.awaitReport(order.jobId()))
                .isInstanceOfSatisfying(
                        RunCancelled.class, report -> assertThat(report.ran()).isBetween(Duration.ZERO, PATIENCE));
    }

    @Test
    void aCancelThatComesBeforeTheAnswerToTheClaimIsHonoured() throws Exception {
        RunOrder order = invert();
        others.answer(claim -> {
            others.cancel(claim.jobId(), WORKER);
            // Answered only when asked again: by then the cancel has been heard.
            return others.claimsOf(claim.jobId()).size() < 2
                    ? Optional.empty()
                    : Optional.of(new RunClaim.Answer.Accepted());
        });
        others.order(order);
        RunReport report = others.awaitReport(order.jobId());
        assertThat(report).isEqualTo(new RunCancelled(order.jobId(), 1, Duration.ZERO));
    }

    @Test
    void whileEveryPlaceIsTakenOrdersStayInTheQueue() throws Exception {
        comfyUi.faults().holdRuns();
        List<RunOrder> orders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            orders.add(invert());
            others.order(orders.getLast());
        }
        await("two claims", () -> orders.stream().filter(this::isClaimed).count() == 2);
        await("the others in the queue", () -> others.waitingOrders("image") == 2);
        comfyUi.faults().releaseRuns();
        orders.forEach(order -> assertThat(others.awaitReport(order.jobId())).isInstanceOf(RunSucceeded.class));
    }

    @Test
    void anUnreadableOrderGoesToTheDeadLetters() {
        others.sendRaw(
                Routes.RUNS,
                "image",
                MessageBuilder.withBody("{".getBytes(StandardCharsets.UTF_8))
                        .setType("run-order")
                        .build());
        assertThat(others.takeDeadLetter()).isPresent();
    }

    @Test
    void aPictureThatIsNotTheJobsIsAnInvalidInput() throws Exception {
        RunOrder order = Graphs.order(
                Graphs.INVERT, List.of(Graphs.picture("inputs/nobody/nothing", "0".repeat(64))), Duration.ofMinutes(1));
        others.order(order);
        assertFailed(order, FailureReason.INVALID_INPUT);

        byte[] picture = picture();
        String key = put(picture);
        RunOrder other =
                Graphs.order(Graphs.INVERT, List.of(Graphs.picture(key, "0".repeat(64))), Duration.ofMinutes(1));
        others.order(other);
        assertFailed(other, FailureReason.INVALID_INPUT);
    }

    @Test
    void whileComfyUiIsAwayNoOrderIsTaken() throws Exception {
        int port = comfyUi.port();
        comfyUi.close();
        RunOrder order = invert();
        others.order(order);
        await("the order in the queue", () -> others.waitingOrders("image") == 1);
        BackendWatch watch = adapter.getBean(BackendWatch.class);
        await("the watch to see it", () -> !watch.isUp());
        assertThat(others.claimsOf(order.jobId())).isEmpty();

        comfyUi = ComfyUiEmulator.start(port, folder.resolve("comfyui"));
        assertThat(others.awaitReport(order.jobId())).isInstanceOf(RunSucceeded.class);
    }

    @Test
    void aStoreThatIsAwayFailsTheAttemptOrIsWaitedFor() throws Exception {
        try (ObjectStore store = ObjectStore.start(folder.resolve("s3"))) {
            store.createBucket(BUCKET);
            try (ConfigurableApplicationContext second = adapter(storeOf(store, "video"))) {
                assertThat(second.isRunning()).isTrue();
                RunOrder order = inPool(Graphs.order(Graphs.RED_PICTURE, List.of(), Duration.ofMinutes(1)), "video");
                comfyUi.faults().holdRuns();
                others.order(order);
                assertThat(comfyUi.faults().awaitHeldRun(PATIENCE)).isTrue();
                store.close();
                comfyUi.faults().releaseRuns();
                assertFailed(order, FailureReason.STORAGE_UNAVAILABLE);
            }
        }
    }

    @Test
    void aStoppedAdapterReportsWhatItCutsOff() throws Exception {
        RunOrder order = inPool(Graphs.order(Graphs.RED_PICTURE, List.of(), Duration.ofMinutes(1)), "book");
        comfyUi.faults().holdRuns();
        ConfigurableApplicationContext second = adapter(Map.of("atelier.gpu.pools", "book"));
        others.order(order);
        assertThat(comfyUi.faults().awaitHeldRun(PATIENCE)).isTrue();
        long start = System.nanoTime();
        second.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertFailed(order, FailureReason.ATTEMPT_LOST);
    }

    @Test
    void itSaysThatItLivesAndWhatItMeasures() throws Exception {
        RunOrder order = invert();
        others.order(order);
        others.awaitReport(order.jobId());
        assertThat(get("local.server.port", "/check")).contains("ok");
        assertThat(get("local.management.port", "/actuator/health")).contains("UP");
        await(
                "the meter",
                () -> get("local.management.port", "/actuator/prometheus")
                        .contains("atelier_attempt_duration_seconds_count{kind=\"image\",outcome=\"succeeded\""));
    }

    private boolean isClaimed(RunOrder order) {
        return !others.claimsOf(order.jobId()).isEmpty();
    }

    private static void assertFailed(RunOrder order, FailureReason reason) {
        assertThat(others.awaitReport(order.jobId()))
                .isInstanceOfSatisfying(
                        RunFailed.class, report -> assertThat(report.reason()).isEqualTo(reason));
    }

    private static void assertProven(JobId job, Artifact artifact) {
        ResponseBytes<GetObjectResponse> stored =
                s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(artifact.key()));
        byte[] bytes = stored.asByteArray();
        assertThat(artifact.key()).isEqualTo("results/" + job + "/1/" + artifact.sha256() + ".png");
        assertThat(artifact.sha256()).isEqualTo(sha256(bytes));
        assertThat(artifact.bytes()).isEqualTo(bytes.length);
        assertThat(artifact.mediaType())
                .isEqualTo("image/png")
                .isEqualTo(stored.response().contentType());
        assertThat(artifact.width()).isEqualTo(8);
        assertThat(artifact.height()).isEqualTo(6);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .doesNotContain("tEXt")
                .doesNotContain("ImageInvert");
        assertThat(read(bytes).getRGB(1, 1) & 0xff_ffff).isEqualTo(~0x123456 & 0xff_ffff);
    }

    private static RunOrder invert() throws IOException {
        byte[] picture = picture();
        return Graphs.order(
                Graphs.INVERT, List.of(Graphs.picture(put(picture), sha256(picture))), Duration.ofMinutes(1));
    }

    private static RunOrder inPool(RunOrder order, String pool) {
        return new RunOrder(
                order.jobId(),
                order.attempt(),
                order.kind(),
                pool,
                order.workflow(),
                order.inputs(),
                order.values(),
                order.limit());
    }

    private static String put(byte[] picture) {
        String key = "inputs/somebody/" + sha256(picture);
        s3.putObject(
                request -> request.bucket(BUCKET).key(key).contentType("image/png"), RequestBody.fromBytes(picture));
        return key;
    }

    private static byte[] picture() throws IOException {
        BufferedImage image = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 1, 0x123456);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static BufferedImage read(byte[] picture) {
        try {
            return ImageIO.read(new ByteArrayInputStream(picture));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String get(String port, String path) {
        String address = "http://127.0.0.1:" + adapter.getEnvironment().getProperty(port) + path;
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static S3Client client(ObjectStore store) {
        return S3Client.builder()
                .endpointOverride(store.endpoint())
                .region(Region.of(store.region()))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(store.accessKey(), store.secretKey())))
                .build();
    }

    private static Map<String, String> storeOf(ObjectStore store, String pool) {
        return Map.of(
                "atelier.gpu.pools", pool,
                "atelier.s3.endpoint", store.endpoint().toString(),
                "atelier.s3.access-key", store.accessKey(),
                "atelier.s3.secret-key", store.secretKey());
    }

    private static ConfigurableApplicationContext adapter(Map<String, String> more) {
        ObjectStore store = TestServers.s3();
        Map<String, String> settings = new TreeMap<>(Map.of(
                "server.port", "0",
                "management.server.port", "0",
                "atelier.broker.uri", TestServers.broker().uri(),
                "atelier.broker.kind", "qpid",
                "atelier.comfyui.url", comfyUi.baseUrl().toString(),
                "atelier.s3.bucket", BUCKET,
                "atelier.s3.patience", "1s",
                "atelier.gpu.heartbeat-interval", "200ms",
                "atelier.gpu.claim-timeout", "1s",
                "atelier.gpu.check-interval", "200ms"));
        settings.put("atelier.s3.endpoint", store.endpoint().toString());
        settings.put("atelier.s3.access-key", store.accessKey());
        settings.put("atelier.s3.secret-key", store.secretKey());
        settings.putAll(more.isEmpty() ? Map.of("atelier.gpu.worker", WORKER) : more);
        return GpuAdapterApplication.builder()
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }
}
