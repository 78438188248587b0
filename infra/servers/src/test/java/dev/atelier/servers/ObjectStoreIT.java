package dev.atelier.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.servers.ObjectStore.Access;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class ObjectStoreIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void keepsObjectsPortAndKeysOverARestart() {
        URI endpoint;
        try (ObjectStore store = ObjectStore.start(folder);
                S3Client client = client(store, store.secretKey())) {
            endpoint = store.endpoint();
            store.createBucket("results");
            store.createBucket("results");
            client.putObject(
                    put -> put.bucket("results").key("a/b.txt").contentType("text/plain"),
                    RequestBody.fromString("picture"));
        }
        try (ObjectStore store = ObjectStore.start(folder);
                S3Client client = client(store, store.secretKey())) {
            assertThat(store.endpoint()).isEqualTo(endpoint);
            var object = client.getObjectAsBytes(get -> get.bucket("results").key("a/b.txt"));
            assertThat(object.asUtf8String()).isEqualTo("picture");
            assertThat(object.response().contentType()).isEqualTo("text/plain");
        }
    }

    @Test
    void refusesAWrongSecret() {
        try (ObjectStore store = ObjectStore.start(folder);
                S3Client client = client(store, "wrong")) {
            store.createBucket("results");
            assertThatThrownBy(() -> client.listObjectsV2(list -> list.bucket("results")))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
    }

    @Test
    void takesALargeObject() {
        byte[] video = new byte[80 * 1024 * 1024];
        try (ObjectStore store = ObjectStore.start(folder);
                S3Client client = client(store, store.secretKey())) {
            store.createBucket("results");
            client.putObject(put -> put.bucket("results").key("video"), RequestBody.fromBytes(video));
            var head = client.headObject(request -> request.bucket("results").key("video"));
            assertThat(head.contentLength()).isEqualTo(video.length);
        }
    }

    @Test
    void letsOnlyKnownWebPagesIn() throws Exception {
        Access access = new Access("127.0.0.1", List.of("https://studio\\.example"));
        try (ObjectStore store = ObjectStore.start(folder, access);
                S3Client client = client(store, store.secretKey())) {
            store.createBucket("results");
            client.putObject(put -> put.bucket("results").key("picture"), RequestBody.fromString("p"));
            assertThat(get(store, "https://studio.example").headers().firstValue("access-control-allow-origin"))
                    .hasValue("https://studio.example");
            assertThat(get(store, "https://evil.example").headers().firstValue("access-control-allow-origin"))
                    .isEmpty();
            assertThat(preflight(store, "https://studio.example").statusCode()).isEqualTo(200);
            assertThat(preflight(store, "https://evil.example").statusCode()).isEqualTo(403);
        }
    }

    private static HttpResponse<String> get(ObjectStore store, String origin) throws Exception {
        try (S3Presigner presigner = presigner(store)) {
            URI url = presigner
                    .presignGetObject(presign -> presign.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(
                                    request -> request.bucket("results").key("picture")))
                    .url()
                    .toURI();
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(url).header("Origin", origin).build(), BodyHandlers.ofString());
            assertThat(response.body()).isEqualTo("p");
            return response;
        }
    }

    private static HttpResponse<String> preflight(ObjectStore store, String origin) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(store.endpoint().resolve("/results/picture"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "PUT")
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static S3Client client(ObjectStore store, String secret) {
        return S3Client.builder()
                .endpointOverride(store.endpoint())
                .region(Region.of(store.region()))
                .credentialsProvider(credentials(store, secret))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .forcePathStyle(true)
                .build();
    }

    private static S3Presigner presigner(ObjectStore store) {
        return S3Presigner.builder()
                .endpointOverride(store.endpoint())
                .region(Region.of(store.region()))
                .credentialsProvider(credentials(store, store.secretKey()))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    private static StaticCredentialsProvider credentials(ObjectStore store, String secret) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(store.accessKey(), secret));
    }
}
