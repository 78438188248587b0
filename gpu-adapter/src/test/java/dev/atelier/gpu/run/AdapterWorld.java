package dev.atelier.gpu.run;

import dev.atelier.contracts.run.RunOrder;
import dev.atelier.emulators.comfyui.ComfyUiEmulator;
import dev.atelier.gpu.GpuAdapterApplication;
import dev.atelier.gpu.comfyui.Graphs;
import dev.atelier.servers.AmqpBroker;
import dev.atelier.servers.EmbeddedBroker;
import dev.atelier.servers.ObjectStore;
import dev.atelier.servers.testing.TestServers;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An adapter between a real broker, a real S3 and the emulator, with a stand-in for those it talks to. */
final class AdapterWorld implements AutoCloseable {
    static final String WORKER = "gpu-it";
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String BUCKET = "gpu-adapter-it";

    final CommandSideStandIn others;
    final ConfigurableApplicationContext adapter;
    private final AmqpBroker broker;
    private final Path folder;
    private final S3Client s3;
    private ComfyUiEmulator comfyUi;

    AdapterWorld(AmqpBroker broker, Path folder) {
        this.broker = broker;
        this.folder = folder;
        comfyUi = ComfyUiEmulator.start(folder.resolve("comfyui"));
        TestServers.s3().createBucket(BUCKET);
        s3 = client(TestServers.s3());
        adapter = adapter(Map.of("atelier.gpu.worker", WORKER));
        others = new CommandSideStandIn(broker.uri());
        others.listen();
    }

    ComfyUiEmulator comfyUi() {
        return comfyUi;
    }

    /** ComfyUI comes back at its address, with nothing in its memory. */
    void startComfyUiAgain(int port) {
        comfyUi = ComfyUiEmulator.start(port, folder.resolve("comfyui"));
    }

    void everythingWorks() {
        comfyUi.faults().releaseRuns();
        comfyUi.faults().delayPerNode(Duration.ZERO);
        others.answerAsUsual();
    }

    /** Another adapter on the same servers. */
    ConfigurableApplicationContext adapter(Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "server.port", "0",
                "management.server.port", "0",
                "atelier.broker.uri", broker.uri(),
                "atelier.broker.kind", broker instanceof EmbeddedBroker ? "qpid" : "rabbitmq",
                "atelier.comfyui.url", comfyUi.baseUrl().toString(),
                "atelier.s3.bucket", BUCKET,
                "atelier.s3.patience", "1s",
                "atelier.gpu.heartbeat-interval", "200ms",
                "atelier.gpu.claim-timeout", "1s",
                "atelier.gpu.check-interval", "200ms"));
        settings.putAll(addressOf(TestServers.s3()));
        settings.putAll(more);
        return GpuAdapterApplication.builder()
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    /** Settings that name a store; it gets the bucket. */
    static Map<String, String> addressOf(ObjectStore store) {
        store.createBucket(BUCKET);
        return Map.of(
                "atelier.s3.endpoint", store.endpoint().toString(),
                "atelier.s3.access-key", store.accessKey(),
                "atelier.s3.secret-key", store.secretKey());
    }

    /** An order to invert {@link #picture()}. */
    RunOrder invert() {
        byte[] picture = picture();
        return order(picture, sha256(picture));
    }

    /** The same with a checksum of one's own. */
    RunOrder order(byte[] picture, String sha256) {
        String key = "inputs/somebody/" + sha256(picture);
        s3.putObject(
                request -> request.bucket(BUCKET).key(key).contentType("image/png"), RequestBody.fromBytes(picture));
        return Graphs.order(Graphs.INVERT, List.of(Graphs.picture(key, sha256)), Duration.ofMinutes(1));
    }

    /** An order without inputs, in another pool. */
    static RunOrder inPool(String pool) {
        RunOrder order = Graphs.order(Graphs.RED_PICTURE, List.of(), Duration.ofMinutes(1));
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

    ResponseBytes<GetObjectResponse> stored(String key) {
        return s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(key));
    }

    /** What the adapter says at a path; the port by the name of its property. */
    String get(String port, String path) {
        String address = "http://127.0.0.1:" + adapter.getEnvironment().getProperty(port) + path;
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** 8 × 6 pixels, black but for 0x123456 at (1, 1). */
    static byte[] picture() {
        BufferedImage image = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 1, 0x123456);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        adapter.close();
        others.close();
        s3.close();
        comfyUi.close();
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
}
