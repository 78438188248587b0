package dev.atelier.gpu.storage;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.gpu.backend.RunFailureException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * One bucket. A store that is away is tried again in place, for as long as the settings say: the work that is to be
 * stored was dear. Then it is {@link FailureReason#STORAGE_UNAVAILABLE}.
 */
final class S3Bucket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(5);

    private final S3Client client;
    private final S3Settings settings;

    S3Bucket(S3Settings settings) {
        this.settings = settings;
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(SILENCE_TIMEOUT))
                .overrideConfiguration(calls -> calls.apiCallTimeout(CALL_TIMEOUT));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        this.client = builder.build();
    }

    /** Fetches an object into a file: what it was, or nothing if there is no such object. */
    Optional<Digest> fetch(String key, Path file) throws RunFailureException, InterruptedException {
        return patiently("fetched", () -> read(key, file));
    }

    void store(String key, String mediaType, Path file) throws RunFailureException, InterruptedException {
        patiently(
                "stored",
                () -> client.putObject(
                        request -> request.bucket(settings.bucket()).key(key).contentType(mediaType),
                        RequestBody.fromFile(file)));
    }

    /** What is stored under a key, read back to the last byte; nothing if it is not there or not of that type. */
    Optional<Digest> prove(String key, String mediaType) throws RunFailureException, InterruptedException {
        return patiently("proven", () -> readBack(key, mediaType));
    }

    @Override
    public void close() {
        client.close();
    }

    private Optional<Digest> read(String key, Path file) throws IOException {
        try (var object = client.getObject(
                        request -> request.bucket(settings.bucket()).key(key));
                OutputStream out = Files.newOutputStream(file)) {
            return Optional.of(Digest.copy(object, out));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    private Optional<Digest> readBack(String key, String mediaType) throws IOException {
        try {
            HeadObjectResponse head = client.headObject(
                    request -> request.bucket(settings.bucket()).key(key));
            try (var object = client.getObject(
                    request -> request.bucket(settings.bucket()).key(key))) {
                Digest digest = Digest.copy(object, OutputStream.nullOutputStream());
                boolean same = mediaType.equals(head.contentType()) && digest.bytes() == head.contentLength();
                return same ? Optional.of(digest) : Optional.empty();
            }
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /** Something to ask of the store. */
    private interface Call<T> {
        T run() throws IOException;
    }

    private <T> T patiently(String what, Call<T> call) throws RunFailureException, InterruptedException {
        long end = System.nanoTime() + settings.patience().toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return call.run();
            } catch (AbortedException e) {
                Thread.interrupted();
                throw new InterruptedException();
            } catch (SdkException | IOException e) {
                if (System.nanoTime() + pause.toNanos() > end) {
                    throw new RunFailureException(
                            FailureReason.STORAGE_UNAVAILABLE, "could not be " + what + ": " + e.getMessage(), e);
                }
                LOG.warn("an object could not be {}, trying again: {}", what, e.toString());
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }
}
