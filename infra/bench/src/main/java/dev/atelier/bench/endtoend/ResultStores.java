package dev.atelier.bench.endtoend;

import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.run.RunOrder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Two ways to have a result in the bucket: the command side proves each by asking S3 for its size. */
public final class ResultStores {
    private static final int OBJECT_BYTES = 4_096;
    private static final String MEDIA_TYPE = "application/octet-stream";
    private static final String STORED_BEFORE = "results/stored-before-the-run";

    private ResultStores() {}

    /**
     * Stores nothing: one object is put into S3 now, before the run, and every job's key becomes one more name of it (a
     * hard link in the store's folder). So S3 has what the report says, and no bytes are moved.
     *
     * @param bucketFolder where the S3 server keeps the bucket's objects as files
     */
    public static InstantWorker.Results linked(Map<String, String> s3, Path bucketFolder) {
        byte[] content = content();
        String sha256 = sha256(content);
        put(client(s3), s3, STORED_BEFORE, content);
        Path stored = bucketFolder.resolve(STORED_BEFORE);
        return order -> {
            Artifact artifact = artifact(order, sha256);
            Path link = bucketFolder.resolve(artifact.key());
            Files.createDirectories(link.getParent());
            if (Files.notExists(link)) {
                Files.createLink(link, stored);
            }
            return artifact;
        };
    }

    /** Puts an object of 4 kB into S3 for each job. */
    public static InstantWorker.Results uploaded(Map<String, String> s3) {
        S3Client client = client(s3);
        byte[] content = content();
        String sha256 = sha256(content);
        return order -> {
            Artifact artifact = artifact(order, sha256);
            put(client, s3, artifact.key(), content);
            return artifact;
        };
    }

    private static S3Client client(Map<String, String> s3) {
        return S3Client.builder()
                .endpointOverride(URI.create(setting(s3, "endpoint")))
                .region(Region.of(setting(s3, "region")))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(setting(s3, "access-key"), setting(s3, "secret-key"))))
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static void put(S3Client client, Map<String, String> s3, String key, byte[] content) {
        client.putObject(
                request -> request.bucket(setting(s3, "bucket")).key(key).contentType(MEDIA_TYPE),
                RequestBody.fromBytes(content));
    }

    private static Artifact artifact(RunOrder order, String sha256) {
        String key = "results/" + order.jobId() + "/" + order.attempt() + "/" + sha256 + ".bin";
        return new Artifact(key, MEDIA_TYPE, OBJECT_BYTES, sha256, null, null);
    }

    private static String setting(Map<String, String> s3, String name) {
        return Objects.requireNonNull(s3.get("atelier.s3." + name), name);
    }

    private static byte[] content() {
        byte[] content = new byte[OBJECT_BYTES];
        Arrays.fill(content, (byte) 'x');
        return content;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
