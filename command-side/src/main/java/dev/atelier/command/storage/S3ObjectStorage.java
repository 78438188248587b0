package dev.atelier.command.storage;

import dev.atelier.audit.domain.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/** The bucket at any S3 (path style). Links are made for the address under which clients reach it. */
final class S3ObjectStorage implements ObjectStorage, AutoCloseable {
    private static final int NOT_FOUND = 404;

    private final S3Client client;
    private final ObjectHead head;
    private final S3Presigner presigner;
    private final String bucket;
    private final Duration linkLifetime;

    S3ObjectStorage(S3Client client, ObjectHead head, S3Presigner presigner, String bucket, Duration linkLifetime) {
        this.client = client;
        this.head = head;
        this.presigner = presigner;
        this.bucket = bucket;
        this.linkLifetime = linkLifetime;
    }

    @Override
    public void put(String key, String mediaType, Path file) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType(mediaType)
                .build();
        call(() -> client.putObject(request, RequestBody.fromFile(file)));
    }

    @Override
    public boolean fetch(String key, long bytesMax, Path file) {
        return existing(() -> client.getObject(request -> request.bucket(bucket).key(key)))
                .map(object -> copy(object, bytesMax, file))
                .orElse(false);
    }

    private static boolean copy(ResponseInputStream<GetObjectResponse> object, long bytesMax, Path file) {
        try (InputStream in = object) {
            if (object.response().contentLength() > bytesMax) {
                object.abort();
                return false;
            }
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            throw new StorageAwayException(e);
        }
    }

    @Override
    public Optional<Long> bytes(String key) {
        return head.bytes(key);
    }

    @Override
    public void delete(String key) {
        call(() -> client.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    /** One by one: not every S3 takes a list of keys to remove. */
    @Override
    public void deleteAll(String prefix) {
        call(() -> client.listObjectsV2Paginator(
                        request -> request.bucket(bucket).prefix(prefix))
                .contents()
                .forEach(object -> delete(object.key())));
    }

    @Override
    public void list(String prefix, Consumer<StoredObject> object) {
        call(() -> client
                .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
                .stream()
                .flatMap(page -> page.contents().stream())
                .map(found -> new StoredObject(found.key(), found.size(), found.lastModified()))
                .forEach(object));
    }

    @Override
    public UploadLink link(String key, String mediaType, long bytes, byte[] sha256) {
        PutObjectRequest object = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType(mediaType)
                .contentLength(bytes)
                .checksumSHA256(Base64.getEncoder().encodeToString(sha256))
                .ifNoneMatch("*")
                .build();
        PresignedPutObjectRequest link = presigner.presignPutObject(
                request -> request.signatureDuration(linkLifetime).putObjectRequest(object));
        Map<String, String> headers = new TreeMap<>();
        link.signedHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
        headers.remove("host"); // every client sends it by itself
        return new UploadLink(link.url().toString(), headers, link.expiration());
    }

    private static <R> Optional<R> existing(Supplier<R> call) {
        try {
            return Optional.of(call.get());
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw new StorageAwayException(e);
        } catch (SdkException | UncheckedIOException e) {
            throw new StorageAwayException(e);
        }
    }

    private static void call(Runnable call) {
        try {
            call.run();
        } catch (SdkException | UncheckedIOException e) {
            throw new StorageAwayException(e);
        }
    }

    @Override
    public void close() {
        presigner.close();
        client.close();
    }
}
